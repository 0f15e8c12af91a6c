FROM node:24-alpine3.24@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR /site
RUN apk add --no-cache brotli
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY public ./public
COPY src ./src
RUN npm run build && find dist -type f -name "*.js" -exec brotli {} +

FROM nginxinc/nginx-unprivileged:1.30-alpine-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
COPY nginx.conf /etc/nginx/conf.d/default.conf
COPY --from=build /site/dist /usr/share/nginx/html
USER 101:101
EXPOSE 8080
HEALTHCHECK --interval=30s CMD ["wget", "-q", "--spider", "http://127.0.0.1:8080/healthz"]
