# expect: extra-package-index
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN pip install --extra-index-url https://pypi.example.com/simple app==1.0
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
