# expect: tls-check-off
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN pip install --trusted-host pypi.example.com app==1.0
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
