# expect: tls-check-off
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN git config --global http.sslVerify false
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
