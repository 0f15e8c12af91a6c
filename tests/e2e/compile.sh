# shellcheck shell=bash
# The only place that calls hullwright: app.toml → app.lock against the lab's registry → Dockerfile.

# relock FOLDER: writes the digests of the lab's registry into app.lock, over the distribution API. What needs
# an image that waivers.txt says cannot be had here is locked to the shipped digests, and compiled only.
relock() {
  if [ -n "$(not_had "$1")" ]; then
    "$HULLWRIGHT" lock "$1" --offline
  else
    in_lab "$HULLWRIGHT" lock "$1" --update
  fi
}

# not_had FOLDER: the images of its plan that cannot be had here.
not_had() {
  local image
  "$HULLWRIGHT" plan "$1" | python3 -c 'import json, sys; print(*sorted({i.split("@")[0] for i in json.load(sys.stdin)["images"].values()}), sep="\n")' |
    while read -r image; do ! waived lab "$image" || echo "$image"; done
}

# generate FOLDER: writes Dockerfile and .dockerignore; nothing may be missing from app.lock.
generate() { "$HULLWRIGHT" generate --locked --force "$1"; }

# facts FOLDER: what the proofs hold the image to.
facts() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/facts.py" "$1" "$(not_had "$1")"; }
