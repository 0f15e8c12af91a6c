# expect: pipe-to-shell
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsSLo x.sh https://example.com/x.sh && sh x.sh
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
