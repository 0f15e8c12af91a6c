# expect: unverified-packages
FROM alpine:3.24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN apk add --no-cache --allow-untrusted libpq
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
