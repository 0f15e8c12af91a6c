# expect: leaked-secret
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN curl -fsS -H "Authorization: Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a" https://api.github.com/
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
