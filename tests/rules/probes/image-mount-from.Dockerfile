# expect: undigested-image
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN --mount=type=bind,from=busybox:1.38,target=/b ["/b/bin/true"]
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
