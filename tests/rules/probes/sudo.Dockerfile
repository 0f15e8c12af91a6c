# expect: sudo-used
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN sudo mkdir /data
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
