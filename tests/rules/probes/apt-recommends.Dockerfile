# expect: recommended-packages
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN apt-get update && apt-get install -y libpq5 && rm -rf /var/lib/apt/lists/*
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
