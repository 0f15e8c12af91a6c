# shellcheck shell=bash
# Proofs about the file and the build: it compiles, BuildKit has no warning, it builds, and twice to the same bytes.

# compiles: app.toml and a lock made against the lab's registry give a Dockerfile, which is then used as it is; `check`
# finds nothing in it.
proof_compiles() {
  copy_context "$EXAMPLE" "$WORK/src" rude
  case $CASE in *@*) python3 "$TOOLS/variants.py" choose "$WORK/src/app.toml" "${CASE#*@}" ;; esac
  NOT_HAD=$(not_had "$WORK/src")
  relock "$WORK/src"
  generate "$WORK/src"
  "$HULLWRIGHT" check "$WORK/src"
  facts "$WORK/src" >>"$WORK/facts.sh"
  plant "$WORK/src" "$CANARY"
  grep -c . "$WORK/src/Dockerfile" | sed 's/$/ lines/'
}

# refused: a base that cannot give what the example asks for is refused, with exit code 2 and for that reason.
proof_refused() {
  local said rc=0
  copy_context "$EXAMPLE" "$WORK/src"
  rm "$WORK/src/Dockerfile"
  python3 "$TOOLS/variants.py" choose "$WORK/src/app.toml" "${CASE#*@}"
  said=$("$HULLWRIGHT" generate "$WORK/src" 2>&1) || rc=$?
  printf '%s\n' "$said"
  [ $rc = 2 ] || refuse "ended with $rc"
  [ ! -e "$WORK/src/Dockerfile" ] || refuse "there is a Dockerfile nevertheless"
  grep -qF "error[${REFUSAL%%:*}]" <<<"$said" || refuse "not because of $REFUSAL"
  echo "$REFUSAL"
}

# buildkit: `--check` gives no warning. `# syntax=` is followed, as in the build.
proof_buildkit() {
  local said
  said=$(docker buildx build --check --progress=plain --network=host "$WORK/src" 2>&1) || { printf '%s\n' "$said" && refuse "--check failed"; }
  printf '%s\n' "$said"
  grep -q 'no warnings found' <<<"$said" || refuse "$(grep -A1 '^WARNING' <<<"$said" | tr '\n' ' ')"
  echo "no warnings"
}

# builds: the file as it was generated, with canaries in the context. The builder knows what it has built before: steps that examples
# share, and the stages that a variant shares with its example.
proof_builds() {
  build_image "$IMAGE" "$WORK/src" "$WORK/digest"
  cat "$WORK/digest"
}

# above: with its app.toml two folders below the build context, and `context = "../.."` in it, the builder makes the same image, and its secrets
# are kept out by the `Dockerfile.dockerignore` that lies there, too.
proof_above() {
  local above=$WORK/above
  copy_context "$EXAMPLE" "$above" rude
  mkdir -p "$above/.deploy/app"
  cp "$WORK/src/app.toml" "$WORK/src/app.lock" "$above/.deploy/app/"
  rm -f "$above"/{app.toml,app.lock,Dockerfile,.dockerignore}
  python3 "$TOOLS/above.py" "$above/.deploy/app/app.toml"
  generate "$above/.deploy/app"
  plant "$above" "$CANARY"
  build_layout "$above" "$WORK/above.digest" --file "$above/.deploy/app/Dockerfile"
  rm -r "$above"
  cmp "$WORK/digest" "$WORK/above.digest" >&2 || refuse "another image: $(cut -c1-19 "$WORK/above.digest")"
  echo "both $(cut -c1-19 "$WORK/digest")"
}

# reproducible: another checkout elsewhere, with other modes and times, built with no step from the builder's cache and with empty caches
# of the package managers, gives the same digest. But for the content of files that waivers.txt names, it does.
proof_reproducible() {
  local caches=again-$CASE patterns=()
  copy_context "$EXAMPLE" "$WORK/again/elsewhere"
  cp "$WORK/src/Dockerfile" "$WORK/src/.dockerignore" "$WORK/again/elsewhere/"
  build_layout "$WORK/again/elsewhere" "$WORK/again.digest" --no-cache "$(other_caches "$caches")"
  forget_caches "$caches"
  if [ "$(cat "$WORK/digest")" != "$(cat "$WORK/again.digest")" ]; then
    mapfile -t patterns < <(waived_paths differs)
    python3 "$TOOLS/layers.py" compare "$LAYOUT" "$(cat "$WORK/digest")" "$(cat "$WORK/again.digest")" "${patterns[@]}"
    return
  fi
  echo "both $(cut -c1-19 "$WORK/digest")"
}
