FROM alpine:3.24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR /work
RUN apk add --no-cache ca-certificates tzdata zig \
 && addgroup -g 10001 -S app && adduser -u 10001 -S -G app -H -D app \
 && mkdir -p /out/etc /out/data \
 && grep -E '^(root|app):' /etc/passwd > /out/etc/passwd \
 && cp -r /usr/share/zoneinfo /out/zoneinfo \
 && chown 10001:10001 /out/data
COPY src ./src
RUN if [ -d src ]; then zig build-exe src/main.zig -O ReleaseSafe -femit-bin=/out/app; fi

FROM scratch
COPY --from=build /out/ /
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
USER 10001:10001
VOLUME ["/data"]
LABEL org.opencontainers.image.authors="Jane Doe <jane@example.com>" \
      org.opencontainers.image.base.name="scratch"
HEALTHCHECK NONE
ENTRYPOINT ["/app"]
