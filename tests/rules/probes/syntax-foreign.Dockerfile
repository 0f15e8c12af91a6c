# syntax=evil/dockerfile:1@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
# expect: untrusted-syntax
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
