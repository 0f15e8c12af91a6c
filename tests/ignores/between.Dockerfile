# Blank lines and other comments may stand between.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[sudo-used] the base sets a folder above

# The app lives here.

RUN sudo app
USER 1:1
