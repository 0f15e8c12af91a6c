FROM rust:1.98-slim-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build
WORKDIR /src
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        musl-tools \
        pkg-config \
    && rm -rf /var/lib/apt/lists/*
COPY Cargo.toml Cargo.lock ./
COPY src ./src
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --locked --release \
    # the cache mount is gone after this step
    && install -D -m 0755 target/release/shop /out/shop

FROM gcr.io/distroless/static-debian13:nonroot@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
LABEL org.opencontainers.image.title="Shop" \
      org.opencontainers.image.source="https://example.com/shop"
COPY --from=build /out/shop /usr/local/bin/shop
USER 65532:65532
HEALTHCHECK --start-period=5s CMD ["/usr/local/bin/shop", "probe"]
ENTRYPOINT ["/usr/local/bin/shop"]
