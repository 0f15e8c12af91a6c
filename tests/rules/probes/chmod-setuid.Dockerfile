# expect: setuid-added
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN chmod u+s /usr/local/bin/app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
