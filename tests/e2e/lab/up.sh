# shellcheck shell=bash
# Bringing the lab up and down as a whole: engine, registry, images.

# shellcheck source=engine.sh
. "$LAB/engine.sh"
# shellcheck source=registry.sh
. "$LAB/registry.sh"
# shellcheck source=images.sh
. "$LAB/images.sh"
# shellcheck source=buildah.sh
. "$LAB/buildah.sh"

# A lab holds each base image three times: in the registry, in the engine, and unpacked.
free_room() { df --output=avail -BG "$STATE" | tail -n 1 | tr -dc 0-9; }

enough_room() {
  local free
  free=$(free_room)
  [ "$free" -ge 15 ] || { echo "the lab needs 15 GB of disk in $STATE, where $free are free" && return 1; }
}

lab_up() {
  [ "$(id -u)" = 0 ] || die "the lab needs root"
  once room step "room" enough_room || return
  once host-tools step "host tools" host_tools || return
  once engine step "docker engine" engine_unpack || return
  once registry step "registry certificate" registry_config || return
  step "registry up" registry_start || return
  step "engine up" engine_start || return
  images_up || return
  once buildah step "buildah" buildah_up || return
  # What building the base images has left: gigabytes that nothing needs again, and minutes of work where there is room for them.
  [ "$(free_room)" -ge 40 ] || once pruned step "prune" docker builder prune -af
}

lab_down() {
  engine_stop
  registry_stop
}
