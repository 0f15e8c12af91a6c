# expect: untagged-image
FROM debian
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
