# expect: apt-not-apt-get
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN apt update && apt install -y --no-install-recommends libpq5 && rm -rf /var/lib/apt/lists/*
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
