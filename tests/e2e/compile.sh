# shellcheck shell=bash
# The only place that calls hullwright: app.toml → app.lock against the lab's registry → Dockerfile.

# relock FOLDER: writes the digests of the lab's registry into app.lock, over the distribution API.
relock() {
  packages_here "$1"
  in_lab "$HULLWRIGHT" lock "$1" --update
}

# packages_here FOLDER: where app.toml names packages, they come from this machine's own Debian archive, or unlocked: no archive
# with snapshots is within reach, and Alpine's is not at all.
packages_here() {
  local mirror said='lock = false'
  grep -q '^packages = ' "$1/app.toml" && ! grep -q '^\[packages\]' "$1/app.toml" || return 0
  mirror=$(apt_mirror) mirror=${mirror%/}
  if [ "${mirror##*/}" = debian ] && ! grep -q 'alpine' "$1/app.lock"; then said="mirror = \"${mirror%/debian}/{archive}\""; fi
  printf '\n[packages]\n%s\n' "$said" >>"$1/app.toml"
}

# generate FOLDER: writes Dockerfile and .dockerignore; nothing may be missing from app.lock.
generate() { "$HULLWRIGHT" generate --locked --force "$1"; }

# facts FOLDER: what the proofs hold the image to.
facts() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/facts.py" "$1"; }
