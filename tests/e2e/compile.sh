# shellcheck shell=bash
# The only place that calls hullwright: app.toml → app.lock against the lab's registry → Dockerfile.

# relock FOLDER: writes the digests of the lab's registry into app.lock, over the distribution API. What needs
# an image that is waived is locked to the shipped digests, and compiled only.
relock() {
  case "$(not_had "$1")" in '' | apk) in_lab "$HULLWRIGHT" lock "$1" --update ;; *) "$HULLWRIGHT" lock "$1" --offline ;; esac
}

# not_had FOLDER: what its plan asks for and the lab does not have: packages of Alpine, or an image that waivers.txt names.
not_had() {
  local wanted
  # Before there is a lock for it, a variant may have no plan; then its images are the lab's or it does not compile.
  { "$HULLWRIGHT" plan "$1" || true; } | python3 "$TOOLS/wants.py" | while read -r wanted; do
    if [ "$wanted" = apk ] || waived lab "$wanted"; then echo "$wanted"; fi
  done | tail -n 1
}

# refusal: why the variant that CASE names must be refused, if it must.
refusal() {
  case $CASE in *@*) "$HULLWRIGHT" plan "$EXAMPLE" | python3 "$TOOLS/variants.py" refusal "$EXAMPLE/app.toml" "$ROOT/presets" "${CASE#*@}" ;; esac
}

# generate FOLDER: writes Dockerfile and .dockerignore; nothing may be missing from app.lock.
generate() { "$HULLWRIGHT" generate --locked --force "$1"; }

# facts FOLDER: what the proofs hold the image to.
facts() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/facts.py" "$1" "$(not_had "$1")"; }
