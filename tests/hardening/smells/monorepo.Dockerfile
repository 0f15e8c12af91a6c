FROM node:24-slim AS web
RUN apt-get update && apt-get install -y git openssl
RUN npm install -g pnpm turbo
ADD . /repo
RUN cd /repo && pnpm install --frozen-lockfile && turbo run build
FROM golang:1.27-alpine3.24 AS api
RUN apk add git make
ADD go.mod go.sum /api/
RUN cd /api && go mod download
FROM alpine:3.24
RUN apk add --no-cache ca-certificates tzdata curl
COPY --from=web /repo/dist /web
COPY --from=api /api/bin /api
EXPOSE 8080
ENTRYPOINT ["/api/server"]
