# Line ends of another system.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[sudo-used] the base sets it
RUN sudo app
# hadolint ignore=DL3004
RUN sudo app
USER 1:1
