# expect: short-key-id
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN gpg --batch --keyserver hkps://keys.openpgp.org --recv-keys 9DC85822
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
