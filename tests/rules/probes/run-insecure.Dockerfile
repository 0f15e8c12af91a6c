# expect: insecure-run
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --security=insecure true
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
