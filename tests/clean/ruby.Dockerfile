FROM ruby:3.4-slim-trixie@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS base
WORKDIR /rails
ENV BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test \
    RAILS_ENV=production

FROM base AS build
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked <<EOF
set -eu
apt-get update
apt-get install -y --no-install-recommends build-essential libpq-dev libyaml-dev
EOF
COPY Gemfile Gemfile.lock ./
RUN bundle install && rm -rf "${BUNDLE_PATH}"/ruby/*/cache
COPY . ./
# No real key is needed to compile assets.
RUN SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile && chmod -R a=rX /rails

FROM base
RUN apt-get update && apt-get install -y --no-install-recommends libpq5 libjemalloc2 && rm -rf /var/lib/apt/lists/*
COPY --from=build "${BUNDLE_PATH}" "${BUNDLE_PATH}"
COPY --from=build /rails /rails
COPY --from=build --chown=65532:65532 /rails/tmp /rails/tmp
USER 65532:65532
EXPOSE 3000
HEALTHCHECK CMD ["./bin/healthcheck"]
ENTRYPOINT ["/rails/bin/docker-entrypoint"]
CMD ["./bin/rails", "server", "-b", "0.0.0.0"]
