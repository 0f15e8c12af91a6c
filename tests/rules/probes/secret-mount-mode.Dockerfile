# expect: secret-mount-readable
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --mount=type=secret,id=t,mode=0444 true
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
