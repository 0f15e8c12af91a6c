# The whole file, from wherever it is said.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
RUN sudo app
RUN sudo lib
# hullwright: ignore-file[sudo-used, root-user] a base image for builds
