FROM --platform=$BUILDPLATFORM node:24-trixie-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    npm ci --omit=dev --ignore-scripts

FROM --platform=$BUILDPLATFORM node:24-trixie-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR /app
COPY package.json package-lock.json tsconfig.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY src ./src
RUN npm run build

FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies --chown=65532:65532 --chmod=a=rX /app/node_modules ./node_modules
COPY --from=build --chown=65532:65532 --chmod=a=rX /app/dist ./dist
USER 65532:65532
EXPOSE 3000
HEALTHCHECK CMD ["/nodejs/bin/node", "dist/health.js"]
CMD ["dist/main.js"]
