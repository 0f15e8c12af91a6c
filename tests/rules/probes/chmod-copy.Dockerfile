# expect: world-writable
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY --chmod=777 app /app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
