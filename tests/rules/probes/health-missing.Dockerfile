# expect: missing-healthcheck
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
USER 65532:65532
ENTRYPOINT ["/app"]
