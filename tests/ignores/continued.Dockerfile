# Inside a continued instruction a comment counts for all of it.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
RUN true && \
    # hullwright: ignore[pipe-to-shell, ignored-http-error] our own script
    curl https://x.example/i.sh | sh && \
    # not a word about this one
    curl https://y.example/i.sh | sh
RUN curl https://z.example/i.sh | sh
USER 1:1
