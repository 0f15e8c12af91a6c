# A name that is not known is told, with the one that was meant; the others count.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[sudo-usd, sudo-used, no-such-thing-at-all] the base sets a folder above
RUN sudo app
USER 1:1
