# expect: heredoc-without-errexit
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN <<EOF
id
true
EOF
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
