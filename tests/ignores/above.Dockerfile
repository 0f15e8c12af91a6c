# An ignore counts for the next instruction and no further.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[sudo-used] the base sets a folder above
RUN sudo app
RUN sudo lib
USER 1:1
