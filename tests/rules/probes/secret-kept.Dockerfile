# expect: secret-kept
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --mount=type=secret,id=t cp /run/secrets/t /etc/token
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
