# syntax=docker/dockerfile:1.27.1@sha256:4edf897a3ffa55b89f906fc8cc78afdb3f1834cc9c7083565e611a8a7d5fe99e
# check=error=true
# Made by hullwright from app.toml and app.lock (rust 1.98, cargo, static).
# Change app.toml and run `hullwright generate`; what is edited here is lost.
# hullwright:sha256=46ab0bc5284822b511401bb4d067a7ed4bb4a80c9730c5c112243e9b6c0fbdf3

# build: compiles the programs
FROM rust:1.98-alpine3.24@sha256:7cc1c22d77d9432f7fe012a70e6d3e555af54c2a6832700ed7d553f1769ae89f AS build
WORKDIR /src
COPY Cargo.lock Cargo.toml ./
COPY build.rs ./
COPY benches/whole_process.rs ./benches/whole_process.rs
COPY presets ./presets/
COPY src ./src/
COPY templates ./templates/
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/usr/local/cargo/git \
    --mount=type=cache,id=hullwright-target,target=/src/target,sharing=locked \
    cargo build --release --locked --bin hullwright \
 && install -D target/release/hullwright /out/app/hullwright

# What leaves this stage, laid out as in the image: readable by all, writable by none
RUN mkdir -p /out/app \
 && chmod -R a=rX /out

# runtime: what ships
FROM gcr.io/distroless/static-debian13:nonroot@sha256:e2e927ec666bae08560abb3c55d0659eceabb657f56b6782ab500a9fc7f555e3 AS runtime
COPY --from=build --chown=65532:65532 /out/ /

WORKDIR /app
USER 65532:65532
# Its health is asked from outside
HEALTHCHECK NONE
STOPSIGNAL SIGTERM
LABEL org.opencontainers.image.base.digest="sha256:e2e927ec666bae08560abb3c55d0659eceabb657f56b6782ab500a9fc7f555e3" \
      org.opencontainers.image.base.name="gcr.io/distroless/static-debian13:nonroot" \
      org.opencontainers.image.description="Compiles a small app.toml into a pinned, multi-stage, non-root Dockerfile, and keeps it true" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.title="hullwright"

ENTRYPOINT ["/app/hullwright"]
