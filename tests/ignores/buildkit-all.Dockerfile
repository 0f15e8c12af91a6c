# check=error=true;skip=all
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
RUN sudo app
MAINTAINER me
RUN curl -f https://x.example/i.sh | sh
USER 1:1
