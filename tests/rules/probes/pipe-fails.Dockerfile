# expect: pipe-without-pipefail
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
SHELL ["/bin/bash", "-c"]
RUN xz -dc a.tar.xz | tar -x
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
