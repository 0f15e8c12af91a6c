#!/usr/bin/env bash
# BuildKit's own code as the judge of the parser and of hardening: built from Debian's packages, asked about tens of thousands of files.
#
#   bash tests/e2e/oracle.sh [FILES [SEED]]
#
# Needs Debian and the network; installs nothing: newer packages are unpacked into a folder of their own, which is kept for the next time
# (ORACLE_HOME, else ~/.cache/hullwright-oracle).
set -euo pipefail
cd "$(dirname "$0")/../.."

STATE=${ORACLE_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/hullwright-oracle}
mkdir -p "$STATE"
# For suite_debs; the lab itself is not brought up.
# shellcheck source-path=SCRIPTDIR source=lab/engine.sh
. tests/e2e/lab/engine.sh

# The compiler, BuildKit (inside Docker's package), and what BuildKit's Dockerfile frontend needs of others.
packages() {
  printf '%s\n' golang-1.27-go golang-1.27-src
  printf 'golang-%s-dev\n' google-grpc github-docker-docker google-protobuf opentelemetry-otel github-containerd-containerd \
    golang-x-crypto golang-x-net opentelemetry-contrib github-klauspost-compress github-in-toto-in-toto-golang \
    github-golang-protobuf-1-5 golang-x-text github-secure-systems-lab-go-securesystemslib github-planetscale-vtprotobuf golang-x-sync \
    github-opencontainers-image-spec github-moby-patternmatcher github-go-logr-logr google-genproto golang-x-sys github-tonistiigi-fsutil \
    github-tonistiigi-dchapes-mode github-sirupsen-logrus github-shibumi-go-pathspec github-pkg-errors github-opencontainers-go-digest \
    github-moby-sys github-moby-locker github-moby-docker-image-spec github-in-toto-attestation github-google-uuid github-google-shlex \
    github-gogo-protobuf github-go-logr-stdr github-felixge-httpsnoop github-docker-go-units github-distribution-reference \
    github-containerd-ttrpc github-containerd-platforms github-containerd-log github-containerd-errdefs github-cespare-xxhash-v2 \
    github-agext-levenshtein github-containerd-typeurl
}

build() {
  local root=$STATE/root
  if [ ! -e "$STATE/unpacked" ]; then
    rm -rf "$root"
    mapfile -t names < <(packages)
    suite_debs "${ORACLE_SUITE:-forky}" "$root" "${names[@]}"
    touch "$STATE/unpacked"
  fi
  mkdir -p "$STATE/src/src/oracle"
  cp tests/e2e/oracle/main.go "$STATE/src/src/oracle/main.go"
  (
    cd "$STATE/src/src/oracle"
    export GOROOT=$root/usr/lib/go-1.27 GOPATH=$STATE/src:$root/usr/share/gocode GOCACHE=$STATE/cache
    # the features that only the labs' frontend has are known to us too
    GO111MODULE=off CGO_ENABLED=0 "$GOROOT/bin/go" build -tags "dfrunsecurity dfrundevice dfparents" -o "$STATE/oracle" .
  )
}

build
export BUILDKIT_ORACLE=$STATE/oracle ORACLE_FILES=${1:-20000} ORACLE_SEED=${2:-1}
cargo test --quiet --test dockerfile -- --ignored --nocapture oracle::
cargo test --quiet --test hardening -- --ignored --nocapture judge::
