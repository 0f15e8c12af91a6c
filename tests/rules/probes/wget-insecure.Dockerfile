# expect: insecure-download
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN wget -q --no-check-certificate -O /dev/null https://example.com/
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
