# expect: ignored-http-error
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -sSL -o /etc/app.asc https://example.com/app.asc
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
