# expect: secret-file-copied
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY .npmrc /app/
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
