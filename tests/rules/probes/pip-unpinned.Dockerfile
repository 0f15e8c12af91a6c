# expect: unpinned-package
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
RUN pip install --no-cache-dir gunicorn
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
