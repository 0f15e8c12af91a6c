# shellcheck shell=bash
# Building one example with the generated Dockerfile as it is: reproducibly, with canaries in the context and,
# where app.toml asks for secrets, with canary secrets.

EPOCH=1767225600 # for SOURCE_DATE_EPOCH: older than every file of a fresh copy

# copy_context FROM TO [rude]: a fresh copy of the example, as a checkout of its own. `rude`: as with umask 0.
copy_context() {
  rm -rf "$2"
  mkdir -p "$2"
  tar -C "$1" --exclude=./node_modules --exclude=./target -cf - . | tar -C "$2" -xf - --touch --no-same-owner
  if [ "${3:-}" = rude ]; then chmod -R a+rwX "$2"; else chmod -R u=rwX,go=rX "$2"; fi
}

# plant FOLDER TEXT: files of the kind that lie about in a project and belong in no image: secrets and version
# control in each of its folders too, which may be artifacts as a whole. Each holds TEXT.
plant() {
  local folder name
  for folder in "$1" "$1"/*/; do
    for name in .env .env.production secret.pem id_rsa .git/config; do
      mkdir -p "$(dirname "$folder/$name")"
      printf '%s in %s\n' "$2" "${folder#"$1"}$name" >"$folder/$name"
    done
  done
  printf '%s in notes.txt\n' "$2" >"$1/notes.txt"
}

# build FOLDER OPTION…
build() {
  local folder=$1 secret secrets=()
  shift
  for secret in $SECRETS; do secrets+=(--secret "id=$secret,env=E2E_SECRET"); done
  SOURCE_DATE_EPOCH=$EPOCH E2E_SECRET=$CANARY_SECRET docker buildx build --progress=plain --network=host --provenance=false \
    "${secrets[@]}" "$@" "$folder"
}

# build_layout FOLDER FILE OPTION…: to the example's OCI layout, in which two builds must give the same bytes; writes the digest
# of the manifest to FILE. A folder, not an archive: the layers of a base are written once. Nothing is compressed: that
# would take longer than many a build, and says nothing.
build_layout() {
  local folder=$1 file=$2
  shift 2
  mkdir -p "$LAYOUT"
  # Of several outputs, the metadata are the last one's.
  build "$folder" "$@" --metadata-file "$file.json" --output "type=oci,tar=false,dest=$LAYOUT,rewrite-timestamp=true,compression=uncompressed"
  grep -oPm1 '"containerimage.digest": "\K[^"]+' "$file.json" >"$file"
  [ -s "$LAYOUT/blobs/sha256/$(cut -d: -f2 "$file")" ]
}

# build_image IMAGE FOLDER FILE OPTION…: the same, and to the engine as well.
build_image() {
  local image=$1
  shift
  build_layout "$@" --output "type=image,name=$image,compression=uncompressed"
}

# What RUN --mount=type=cache keeps is kept apart for each name of this kind: other_caches NAME gives the option for
# a build, forget_caches NAME drops it.
other_caches() { printf -- '--build-arg=BUILDKIT_CACHE_MOUNT_NS=%s' "$1"; }
forget_caches() { docker builder prune -f --filter type=exec.cachemount --filter "description~=$1/" >/dev/null; }
