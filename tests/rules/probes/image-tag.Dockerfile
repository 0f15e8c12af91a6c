# expect: undigested-image
FROM debian:13
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
