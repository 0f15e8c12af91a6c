# expect: host-key-unchecked
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN ssh-keyscan github.com >> /etc/ssh/ssh_known_hosts
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
