# expect: dangerous-capability
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN setcap cap_sys_admin+ep /usr/local/bin/app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
