# expect: host-socket
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
VOLUME /var/run/docker.sock
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
