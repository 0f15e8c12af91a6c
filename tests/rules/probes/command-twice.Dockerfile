# expect: several-commands
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
CMD ["/old"]
USER 65532:65532
HEALTHCHECK NONE
CMD ["/new"]
