ARG V=13
# expect: undigested-image
FROM debian:$V
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
