# expect: apt-key
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN gpg --dearmor -o /etc/apt/trusted.gpg.d/x.gpg x.asc
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
