#!/bin/bash
# The lab: a real Docker Engine, a TLS registry that answers for the real registry names, and base images
# under their real tags, on a bare Debian machine with no registry to pull from. All of it lies in one
# folder and ends by process id.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: lab.sh [--state DIR] COMMAND

  up            bring up the engine, the registry and the base images; what is there is not made again
  down          end the engine and the registry
  exec CMD…     run CMD where registry names mean the lab's registry, with the lab's docker first in PATH
  versions      say what runs
  list          list the base images and how they differ from the real ones

LAB_WITHOUT: words of the second and third column of lab/images.tsv; such images are left out. Others may be made of them.

Needs root, and apt, npm and cargo with registries that they reach. State: DIR, else $E2E_STATE, else a new
folder in /var/tmp. Environment: E2E_IP (a free 127.0.0.N), E2E_SUITES ("forky trixie": where the engine comes from).
TEXT
}

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB=$HERE/lab ROOT='' TOOLS='' HULLWRIGHT=''
STATE=${E2E_STATE:-}
while [ $# -gt 0 ]; do
  case $1 in
    --state) STATE=$(mkdir -p "$2" && cd "$2" && pwd) && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || { usage >&2 && exit 2; }
STATE=${STATE:-$(mktemp -d /var/tmp/hullwright-e2e.XXXXXX)}
export STATE LAB
# shellcheck source=lib.sh
. "$HERE/lib.sh"
# shellcheck source=lab/up.sh
. "$LAB/up.sh"

action=$1
shift
case $action in
  up) lab_up && say "lab: $STATE" ;;
  down) lab_down ;;
  exec) in_lab "$@" ;;
  versions) engine_versions ;;
  list) grep -v '^#' "$LAB/images.tsv" | awk -F'\t' '{ printf "%-46s %s\n", $1, $5 }' ;;
  *) usage >&2 && exit 2 ;;
esac
