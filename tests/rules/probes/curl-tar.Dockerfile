# expect: unverified-download
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsSL https://example.com/x.tar.gz | tar -xz -C /opt
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
