# Stand-in for ruby:3.4-slim-trixie: Debian's Ruby and Bundler, with the environment and the folder of gems of the official
# image, in which everybody may write. No compiler, as there.
FROM debian:trixie-slim AS ruby
ENV LANG=C.UTF-8 GEM_HOME=/usr/local/bundle BUNDLE_SILENCE_ROOT_WARNING=1 BUNDLE_APP_CONFIG=/usr/local/bundle PATH=/usr/local/bundle/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends ruby bundler && apt-get clean && rm -rf /var/lib/apt/lists/* \
 && for program in ruby gem bundle irb; do ln -s /usr/bin/$program /usr/local/bin/; done \
 && mkdir -p /usr/local/bundle && chmod 1777 /usr/local/bundle && ruby --version && bundle --version
CMD ["irb"]
