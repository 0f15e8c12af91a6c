# expect: plain-http
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsSL http://example.com/version
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
