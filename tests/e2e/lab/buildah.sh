# shellcheck shell=bash
# buildah, in a privileged container of the lab's engine: on the host's network, and so with the lab's
# registry under the real names; its storage, and what RUN --mount=type=cache keeps, lies in the state folder.

buildah_up() {
  docker buildx build --progress=plain --network=host --provenance=false --build-arg "SUITE=$(cat "$STATE/engine/suite")" \
    --output "type=image,name=e2e/buildah,compression=uncompressed" -f "$LAB/images/Dockerfile.buildah" "$LAB/images"
  mkdir -p "$STATE/buildah/caches"
  buildah_here '' buildah --version
}

# buildah_here FOLDER COMMAND…: runs it with FOLDER, when given, as /src.
buildah_here() {
  local folder=$1
  shift
  docker run --rm --privileged --network=host ${folder:+-v "$folder:/src"} -v "$STATE/buildah:/var/lib/containers" \
    -v "$STATE/registry/ca.pem:/ca.pem:ro" -e SSL_CERT_FILE=/ca.pem -e STORAGE_DRIVER=overlay -e BUILDAH_ISOLATION=chroot \
    -e TMPDIR=/var/lib/containers/caches \
    -e E2E_SECRET e2e/buildah "$@"
}
