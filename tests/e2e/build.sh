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

# build_layout FOLDER FILE [--no-cache]: to the example's OCI layout, in which two builds must give the same bytes;
# writes the digest of the manifest to FILE. A folder, not an archive: the layers of a base are written once.
build_layout() {
  mkdir -p "$LAYOUT"
  build "$1" ${3:+"$3"} --metadata-file "$2.json" --output "type=oci,tar=false,dest=$LAYOUT,rewrite-timestamp=true"
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["containerimage.digest"])' "$2.json" >"$2"
}

# build_image IMAGE FOLDER: to the engine, from what the builder still has of an earlier build.
build_image() { build "$2" --output "type=image,name=$1"; }

# forget_caches: drops what RUN --mount=type=cache has kept, so that the next build starts from nothing.
forget_caches() { docker builder prune -f --filter type=exec.cachemount >/dev/null; }
