# expect: add-remote-without-checksum
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ADD https://github.com/moby/buildkit.git#v0.32.2 /src
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
