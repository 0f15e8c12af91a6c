# expect: unpinned-clone
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN git clone -b v1 https://example.com/x.git
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
