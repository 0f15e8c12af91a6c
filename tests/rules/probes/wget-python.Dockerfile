# expect: pipe-to-shell
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN wget -qO- https://example.com/x.py | python3
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
