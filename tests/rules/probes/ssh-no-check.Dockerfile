# expect: host-key-unchecked
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN GIT_SSH_COMMAND="ssh -o StrictHostKeyChecking=no" git fetch
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
