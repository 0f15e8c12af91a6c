# expect: root-user
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
USER 65532
RUN ["/prepare"]
USER root
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
