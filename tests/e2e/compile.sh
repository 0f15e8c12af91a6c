# shellcheck shell=bash
# The only place that calls hullwright: app.toml → app.lock against the lab's registry → Dockerfile.

# relock FOLDER: NOT_HAD is what its plan asks for in vain. Writes the digests of the lab's registry into app.lock, over the distribution API. What needs
# an image that is waived is locked to the shipped digests, and compiled only.
relock() {
  packages_here "$1"
  case $NOT_HAD in '' | apk | index) in_lab "$HULLWRIGHT" lock "$1" --update ;; *) "$HULLWRIGHT" lock "$1" --offline ;; esac
}

# packages_here FOLDER: where app.toml names packages, they come from this machine's own Debian archive, or are not locked: no
# archive with snapshots is within reach, and Alpine's is not at all.
packages_here() {
  local mirror said='lock = false'
  grep -q '^packages = ' "$1/app.toml" && ! grep -q '^\[packages\]' "$1/app.toml" || return 0
  mirror=$(apt_mirror) mirror=${mirror%/}
  if [ "${mirror##*/}" = debian ] && [ "$NOT_HAD" != apk ]; then said="mirror = \"${mirror%/debian}/{archive}\""; fi
  printf '\n[packages]\n%s\n' "$said" >>"$1/app.toml"
}

# not_had FOLDER: what it asks for and the lab does not have: packages of Alpine, an image that waivers.txt names, or, for an example
# that is named there, the index of its language's packages.
not_had() {
  local wanted
  if waived lab index; then echo index && return; fi
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
facts() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/facts.py" "$1" "$NOT_HAD"; }
