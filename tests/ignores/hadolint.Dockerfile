# hadolint's, for the next instruction and for the file; what is meant for hadolint alone is let be.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hadolint ignore=DL3004,SC2086 the base asks for it
RUN sudo app
# hadolint global ignore=DL4000 , DL9999
MAINTAINER me
RUN sudo lib
USER 1:1
