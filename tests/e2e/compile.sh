# shellcheck shell=bash
# The only place that calls hullwright: app.toml → app.lock against the lab's registry → Dockerfile.

# relock FOLDER: writes the digests of the lab's registry into app.lock, over the distribution API.
relock() { in_lab "$HULLWRIGHT" lock "$1" --update; }

# generate FOLDER: writes Dockerfile and .dockerignore; nothing may be missing from app.lock.
generate() { "$HULLWRIGHT" generate --locked --force "$1"; }

# generate_shipped FOLDER: the same, with the digests that hullwright ships, for images that the lab does not have.
generate_shipped() { "$HULLWRIGHT" generate --force "$1"; }

# facts FOLDER: what the proofs hold the image to.
facts() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/facts.py" "$1" "$LAB/images.tsv"; }

# lacks FOLDER: what it asks for and the lab does not have, if anything.
lacks() { "$HULLWRIGHT" plan "$1" | python3 "$TOOLS/lacks.py" "$LAB/images.tsv"; }
