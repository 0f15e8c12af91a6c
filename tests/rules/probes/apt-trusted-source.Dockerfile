# expect: unverified-packages
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN echo "deb [trusted=yes] https://example.com/debian trixie main" > /etc/apt/sources.list.d/x.list
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
