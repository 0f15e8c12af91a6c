# shellcheck shell=bash
# Proofs about the file and the build: BuildKit has no warning, it builds, and twice to the same bytes.

# compiles: app.toml and a lock made against the lab's registry give a Dockerfile, which is then used as it is; `check`
# finds nothing in it.
proof_compiles() {
  copy_context "$EXAMPLE" "$WORK/src" rude
  relock "$WORK/src"
  generate "$WORK/src"
  "$HULLWRIGHT" check "$WORK/src"
  facts "$WORK/src" >"$WORK/facts.sh"
  plant "$WORK/src" "$CANARY"
  grep -c . "$WORK/src/Dockerfile" | sed 's/$/ lines/'
}

# buildkit: `--check` gives no warning. `# syntax=` is followed, as in the build.
proof_buildkit() {
  local said
  said=$(docker buildx build --check --progress=plain --network=host "$WORK/src" 2>&1) || { printf '%s\n' "$said" && refuse "--check failed"; }
  printf '%s\n' "$said"
  grep -q 'no warnings found' <<<"$said" || refuse "$(grep -A1 '^WARNING' <<<"$said" | tr '\n' ' ')"
  echo "no warnings"
}

# builds: the file as it was generated, from an empty cache, with canaries in the context.
proof_builds() {
  build_image "$IMAGE" "$WORK/src" "$WORK/image.tar"
  docker load -q -i "$WORK/image.tar"
  digest_of "$WORK/image.tar"
}

# reproducible: another checkout elsewhere, with other modes, times and caches, gives the same digest.
proof_reproducible() {
  forget_caches
  copy_context "$EXAMPLE" "$WORK/again/elsewhere"
  cp "$WORK/src/Dockerfile" "$WORK/src/.dockerignore" "$WORK/again/elsewhere/"
  build_image "$IMAGE-again" "$WORK/again/elsewhere" "$WORK/again.tar"
  if [ "$(digest_of "$WORK/image.tar")" != "$(digest_of "$WORK/again.tar")" ]; then
    python3 "$TOOLS/layers.py" compare "$WORK/image.tar" "$WORK/again.tar"
  fi
  rm -f "$WORK/again.tar"
  echo "both $(digest_of "$WORK/image.tar" | cut -c1-19)"
}
