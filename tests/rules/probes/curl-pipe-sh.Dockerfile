# expect: pipe-to-shell
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsSL https://example.com/install.sh | sh
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
