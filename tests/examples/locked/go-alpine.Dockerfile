# syntax=docker/dockerfile:1.27.1@sha256:4edf897a3ffa55b89f906fc8cc78afdb3f1834cc9c7083565e611a8a7d5fe99e
# check=error=true
# Made by hullwright from app.toml and app.lock (go 1.27, modules, alpine).
# Change app.toml and run `hullwright generate`; what is edited here is lost.
# hullwright:sha256=a6b13f1934c79207c67eb0f46353f446745cb76c93c283987677fe0f853c9989

# build: compiles the programs, on the builder's own platform for that of the image
FROM --platform=$BUILDPLATFORM golang:1.27-alpine3.24@sha256:8a5910f31396cd4d89662f56c68b3ae31d374308270a1c3bd96672ee5ed43414 AS build
WORKDIR /src
ENV CGO_ENABLED=0

# What app.lock names, in exactly these versions. Alpine keeps no old ones: when one is gone, `hullwright lock --update` finds its heir
RUN printf '%s\n' > /tmp/repositories \
    https://dl-cdn.alpinelinux.org/alpine/v3.24/main \
    https://dl-cdn.alpinelinux.org/alpine/v3.24/community \
 && case "$(apk --print-arch)" in \
    x86_64) set -- \
      git=2.52.0-r0 \
      libexpat=2.7.3-r0 ;; \
    aarch64) set -- \
      git=2.52.0-r0 \
      libexpat=2.7.3-r1 ;; \
    *) echo 'app.lock has no packages for this platform' >&2; exit 1 ;; \
    esac \
 && apk add --no-cache --repositories-file /tmp/repositories "$@" \
 && rm /tmp/repositories
COPY go.mod ./
RUN --mount=type=cache,target=/go/pkg/mod \
    go mod download

COPY cmd ./cmd/
COPY internal ./internal/
ARG TARGETOS
ARG TARGETARCH
RUN --mount=type=cache,target=/go/pkg/mod \
    --mount=type=cache,target=/root/.cache/go-build \
    mkdir -p /out/app \
 && export GOOS="$TARGETOS" GOARCH="$TARGETARCH" \
 && go build -trimpath -ldflags='-s -w' -o /out/app/server ./cmd/server \
 && go build -trimpath -ldflags='-s -w' -o /out/app/greet ./cmd/greet

# What leaves this stage, laid out as in the image: readable by all, writable by none
RUN chmod -R a=rX /out

# runtime: what ships
FROM alpine:3.24@sha256:294b683cb724975bec92580e1e685676bd4b50bda910ddb8c51d4cabeaec77e6 AS runtime
ENV PORT=8080 \
    TZ=Europe/Berlin

# What app.lock names, in exactly these versions. Alpine keeps no old ones: when one is gone, `hullwright lock --update` finds its heir
RUN printf '%s\n' > /tmp/repositories \
    https://dl-cdn.alpinelinux.org/alpine/v3.24/main \
    https://dl-cdn.alpinelinux.org/alpine/v3.24/community \
 && apk add --no-cache --repositories-file /tmp/repositories \
    ca-certificates=20251003-r0 \
    tzdata=2026c-r0 \
 && rm /tmp/repositories
COPY --from=build --chown=65532:65532 /out/ /

WORKDIR /app
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=60s --timeout=5s --start-period=10s --retries=3 \
    CMD ["/app/greet", "--check"]
STOPSIGNAL SIGTERM
LABEL org.opencontainers.image.base.digest="sha256:294b683cb724975bec92580e1e685676bd4b50bda910ddb8c51d4cabeaec77e6" \
      org.opencontainers.image.base.name="docker.io/library/alpine:3.24" \
      org.opencontainers.image.title="go-alpine"

ENTRYPOINT ["/app/server"]
