# Several comments, and several rules in one.
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
# hullwright: ignore[pipe-to-shell] our own script
#hullwright:ignore[ plain-http , ignored-http-error ] inside the company there is no TLS
RUN curl http://x.example/i.sh | sh
USER 1:1
