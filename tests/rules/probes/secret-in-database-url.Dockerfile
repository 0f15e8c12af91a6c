# expect: secret-in-url
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ENV DATABASE_URL=postgres://app:hunter22@db.example.com/app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
