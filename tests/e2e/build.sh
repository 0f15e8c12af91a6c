# shellcheck shell=bash
# Building one example with the generated Dockerfile as it is: uncached, reproducibly, with canaries in the
# context and, where app.toml asks for secrets, with canary secrets.

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

# build_image IMAGE FOLDER ARCHIVE: an uncached build to an archive, in which two runs must give the same bytes.
build_image() {
  local secret secrets=()
  for secret in $SECRETS; do secrets+=(--secret "id=$secret,env=E2E_SECRET"); done
  SOURCE_DATE_EPOCH=$EPOCH E2E_SECRET=$CANARY_SECRET docker buildx build --progress=plain --network=host --no-cache \
    --provenance=false "${secrets[@]}" --output "type=oci,name=$1,dest=$3,rewrite-timestamp=true" "$2"
}

# digest_of ARCHIVE: that of the image's manifest.
digest_of() { tar -xOf "$1" index.json | grep -o 'sha256:[0-9a-f]*' | head -n 1; }

# forget_caches: drops what RUN --mount=type=cache has kept, so that the next build starts from nothing.
forget_caches() { docker builder prune -f --filter type=exec.cachemount >/dev/null; }
