# expect: root-user
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS base
USER root
FROM base
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
