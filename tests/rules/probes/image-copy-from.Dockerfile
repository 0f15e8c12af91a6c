# expect: undigested-image
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY --from=busybox:1.38 /bin/busybox /bin/busybox
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
