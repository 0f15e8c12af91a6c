# Other words after the name are no ignores.
# hullwright: see https://example.com/hullwright
# hullwright:sha256=00
# about hullwright: ignore[root-user] is what one writes
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER 1:1
