# expect: leaked-secret
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
LABEL com.example.password="hunter22"
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
