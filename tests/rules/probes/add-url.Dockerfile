# expect: add-remote-without-checksum
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ADD https://example.com/app /app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
