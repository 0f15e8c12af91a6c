# expect: secret-file-copied
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY id_rsa /home/app/.ssh/id_rsa
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
