# shellcheck shell=bash
# The harness as a whole, for run.sh and breaks.sh: the lab, the tools, the proofs, and how to end it.

# Where cases lie: run.sh and breaks.sh can be at work in one state folder at the same time.
export PLACE=${PLACE:-$STATE}
# shellcheck source=lib.sh
. "$HERE/lib.sh"
# shellcheck source=lab/up.sh
. "$LAB/up.sh"
for part in results container compile build case proofs/build proofs/image proofs/run proofs/others; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done

harness_up() {
  local linters
  (flock 9 && once linters step "linters installed" linters_up) 9>"$STATE/linters.lock" &
  linters=$!
  hullwright_up && lab_up && wait "$linters" || return
  { "$HULLWRIGHT" --version && engine_versions && image_versions && buildah_here '' buildah --version && "$LINT/bin/hadolint" --version &&
    echo "checkov $("$LINT/bin/checkov" --version)"; } | sed 's/^/- /' >"$PLACE/versions"
  cat "$PLACE/versions" >&2
}

hullwright_up() {
  if [ -z "$HULLWRIGHT" ]; then
    step "hullwright" cargo build --release --locked --manifest-path "$ROOT/Cargo.toml" || return
    HULLWRIGHT=${CARGO_TARGET_DIR:-$ROOT/target}/release/hullwright
  fi
}

# harness_down REMOVE: ends what this run started; removes the state folder when it was made for this run.
harness_down() {
  lab_down
  [ -z "$1" ] || rm -rf "$STATE"
}

proof_list() { python3 "$TOOLS/table.py" list "$HERE/proofs"; }
proofs_of() { python3 "$TOOLS/table.py" names "$HERE/proofs" "$1"; }
table() {
  local style=$1
  shift
  python3 "$TOOLS/table.py" "$style" "$RESULTS" "$HERE/proofs" "$HERE/waivers.txt" "$PLACE/versions" "$LAB/images.tsv" "$@"
}
