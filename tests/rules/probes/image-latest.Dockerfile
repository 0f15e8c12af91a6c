# expect: latest-tag
FROM debian:latest
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
