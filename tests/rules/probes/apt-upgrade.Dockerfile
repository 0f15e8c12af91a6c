# expect: system-upgrade
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN apt-get update && apt-get upgrade -y && rm -rf /var/lib/apt/lists/*
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
