# expect: insecure-download
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsSLk https://example.com/version
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
