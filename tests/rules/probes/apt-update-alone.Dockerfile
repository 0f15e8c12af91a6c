# expect: update-without-install
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --mount=type=tmpfs,target=/var/lib/apt/lists/partial apt-get update && rm -rf /var/lib/apt/lists/*
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
