# expect: secret-in-url
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --mount=type=cache,target=/c curl -fsS https://jane:hunter22@example.com/
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
