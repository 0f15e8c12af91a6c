# expect: package-lists-kept
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN apt-get update && apt-get install -y --no-install-recommends libpq5
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
