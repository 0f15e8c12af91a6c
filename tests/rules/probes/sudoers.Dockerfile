# expect: passwordless-sudo
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN echo "app ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/app
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
