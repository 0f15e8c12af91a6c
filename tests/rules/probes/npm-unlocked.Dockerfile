# expect: unlocked-install
FROM debian:13@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY package.json package-lock.json ./
RUN npm install
USER 65532:65532
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
