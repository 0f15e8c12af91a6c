#!/bin/bash
# What `hullwright diff` proposes, held against what a builder and an engine make of it: for each folder of harden/ the Dockerfile as people wrote it,
# the same after its safe changes, and after all of them.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: harden.sh [--state DIR] [--keep] [--hullwright FILE] [--only CASE]… [--jobs N] [--list]

  --state DIR        as for run.sh, with which it can share a state folder
  --keep             leave the lab up, and the state folder, at the end
  --hullwright FILE  the program that hardens. Default: built from this repository
  --only CASE        only this folder of tests/e2e/harden; may be given several times
  --jobs N           so many cases at a time. Default: 3
  --list             list the cases and what is asked of each, and do nothing

Of each case it is asked that
  original  it builds, and answers
  safe      after `diff --apply` it builds, and the image is the same: configuration, files with their owners, modes and contents, answer
  review    after `diff --apply --review` it builds, runs as another user than root, with a read-only root where it did before, and answers
  again     `diff` has nothing more to change in either
Digests are asked of the lab's registry, with `diff --online`. Ends 0 only if all of that holds.
TEXT
}

{
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
LAB=$HERE/lab TOOLS=$HERE/tools
STATE=${E2E_STATE:-} KEEP='' HULLWRIGHT=${HULLWRIGHT:-} LIST='' REMOVE='' JOBS=3 ONLY=()
while [ $# -gt 0 ]; do
  case $1 in
    --state) STATE=$(mkdir -p "$2" && cd "$2" && pwd) && shift 2 ;;
    --keep) KEEP=1 && shift ;;
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    --only) ONLY+=("$2") && shift 2 ;;
    --jobs) JOBS=$2 && shift 2 ;;
    --list) LIST=1 && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
if [ -n "$LIST" ]; then
  for case in "$HERE"/harden/*/; do printf '%-20s %s\n' "$(basename "$case")" "$(tail -n 1 "$case/expect.sh")"; done
  exit 0
fi
if [ -z "$STATE" ]; then STATE=$(mktemp -d /var/tmp/hullwright-e2e.XXXXXX) && REMOVE=1; fi
# shellcheck source=harness.sh
. "$HERE/harness.sh"

export JOBS
OUT=$STATE/harden
TABLE=$OUT/table
TOKEN_VALUE=the-token-of-the-test
mkdir -p "$OUT"

# expected CASE: what is asked of it.
#   PORT, PATH_, ANSWER    an HTTP request, and the first line of the answer
#   OUTPUT                 or: what the container prints before it ends
#   WRITES                 a volume that the app writes to
#   TOKEN                  a secret that the build takes, as an argument at first and as a mounted secret once hardened
expected() {
  PORT='' PATH_=/ ANSWER='' OUTPUT='' WRITES='' TOKEN='' WRITABLE=''
  # shellcheck source=/dev/null
  . "$HERE/harden/$1/expect.sh"
}

image_of() { echo "harden-$1:$2"; }

# build_case CASE VERSION: the folder as it is now, with what people would hand over.
build_case() {
  local folder=$OUT/$1/$2 hand=()
  expected "$1"
  if [ -n "$TOKEN" ]; then
    hand=(--build-arg "$TOKEN=$TOKEN_VALUE")
    ids=$(grep -o 'type=secret,id=[A-Za-z0-9_.-]*' "$folder/Dockerfile" | cut -d= -f3 | sort -u || true)
    if [ -n "$ids" ]; then hand=() && for id in $ids; do hand+=(--secret "id=$id,env=HARDEN_TOKEN"); done; fi
  fi
  HARDEN_TOKEN=$TOKEN_VALUE docker buildx build --quiet --network=host --provenance=false "${hand[@]}" \
    --output "type=image,name=$(image_of "$1" "$2")" "$folder"
}

# answer_of CASE VERSION OPTION…: what the image says, in a container with those options.
answer_of() {
  local name=harden-$1-$2 image
  image=$(image_of "$1" "$2")
  expected "$1"
  shift 2
  remove_container "$name"
  if [ -z "$PORT" ]; then
    docker run --rm --name "$name" --network=none "$@" "$image"
    return
  fi
  docker run -d --name "$name" --network=none "$@" "$image" >/dev/null
  PATIENCE=100 answers "$name" "$PATH_"
}

# right CASE VERSION OPTION…: it says what it should.
right() {
  local said wanted
  expected "$1"
  wanted=${ANSWER:-$OUTPUT}
  said=$(answer_of "$@") || { echo "$said" && return 1; }
  [ "$said" = "$wanted" ] || refuse "it says \`$said\`, not \`$wanted\`"
  if [ -n "$PORT" ]; then grep -E '^(Uid|Gid|Groups):' "/proc/$(pid_of "harden-$1-$2")/status" >"$OUT/$1/$2.identity"; fi
}

# strict CASE VERSION: the options of a hardened platform, and what this app needs besides.
strict() {
  expected "$1"
  printf '%s\n' --cap-drop=ALL --security-opt=no-new-privileges --pids-limit=100
  if [ -e "$OUT/$1/read-only" ]; then printf '%s\n' --read-only --tmpfs=/tmp:rw,nosuid,nodev,size=32m; fi
}

original() {
  rm -rf "${OUT:?}/$1"
  mkdir -p "$OUT/$1"
  cp -R "$HERE/harden/$1" "$OUT/$1/original"
  rm "$OUT/$1/original/expect.sh"
  build_case "$1" original
  right "$1" original
  remove_container "harden-$1-original"
  # Whether a read-only root is too much to ask is seen before anything is changed.
  if right "$1" original --read-only --tmpfs /tmp:rw,nosuid,nodev,size=32m; then touch "$OUT/$1/read-only"; fi
  remove_container "harden-$1-original"
}

# hardened_to CASE VERSION FLAG…: a copy of the folder with the changes in it. 0 and 1 are both answers of `diff`.
hardened_to() {
  local case=$1 version=$2 code=0
  shift 2
  rm -rf "${OUT:?}/$case/$version"
  cp -R "$OUT/$case/original" "$OUT/$case/$version"
  "$HULLWRIGHT" diff --online --apply "$@" "$OUT/$case/$version/Dockerfile" || code=$?
  [ "$code" -le 1 ] || refuse "diff ends with $code"
}

# config IMAGE: what it is configured with. Who it runs as is seen in its process, where there is one that stays: a name and its number are the same.
config() {
  docker image inspect "$1" | python3 -c 'import json, sys
[image] = json.load(sys.stdin)
config = image["Config"]
# MAINTAINER and the label that takes its place say the same.
author = (config.get("Labels") or {}).pop("org.opencontainers.image.authors", None) or image.get("Author") or None
print("author", author)
for key in "Env Cmd Entrypoint User ExposedPorts WorkingDir Volumes Labels StopSignal Healthcheck Shell OnBuild".split():
    print(key, json.dumps(config.get(key) or None, sort_keys=True))' | if [ -n "$PORT" ]; then grep -v "^User "; else cat; fi
}

# files IMAGE FILE: everything in it but caches and logs, which differ from build to build, and the Dockerfile, where it was copied with the rest.
files() {
  rm -f "$2"
  rootfs "$1" "$2"
  grep -avE $'\t/(var/(cache|log|lib/apt|lib/dpkg/(status|.*-old)|lib/systemd)|root/(\\.npm|\\.cache)|tmp|etc/(\\.pwd\\.lock|passwd-|group-|shadow-?|gshadow-?|subuid-|subgid-)|dev|proc|sys)(/|$)|\\.pyc$|/__pycache__$|/Dockerfile$|/node_modules/\\.package-lock\\.json$' "$2" |
    sort >"$2.plain"
}

safe() {
  hardened_to "$1" safe
  cmp -s "$OUT/$1/original/Dockerfile" "$OUT/$1/safe/Dockerfile" && echo "nothing is safe to change here"
  build_case "$1" safe
  expected "$1"
  diff <(config "$(image_of "$1" original)") <(config "$(image_of "$1" safe)") || refuse "the image is configured otherwise"
  files "$(image_of "$1" original)" "$OUT/$1/original.files"
  files "$(image_of "$1" safe)" "$OUT/$1/safe.files"
  diff "$OUT/$1/original.files.plain" "$OUT/$1/safe.files.plain" || refuse "the image holds other files"
  right "$1" safe
  if [ -n "$PORT" ]; then diff "$OUT/$1/original.identity" "$OUT/$1/safe.identity" || refuse "it runs as somebody else"; fi
  remove_container "harden-$1-safe"
}

review() {
  local options user
  hardened_to "$1" review --review
  build_case "$1" review
  user=$(docker image inspect "$(image_of "$1" review)" --format '{{.Config.User}}')
  case $user in '' | 0 | 0:* | root | root:*) refuse "it runs as root: USER is \`$user\`" ;; esac
  mapfile -t options < <(strict "$1")
  right "$1" review "${options[@]}"
  expected "$1"
  if [ -n "$PORT" ] && grep -qE '^Uid:\s+0\s' "$OUT/$1/review.identity"; then refuse "its first process runs as root"; fi
  remove_container "harden-$1-review"
}

# again CASE: what was hardened needs no more of that.
again() {
  local before
  before=$(sha256sum <"$OUT/$1/review/Dockerfile")
  "$HULLWRIGHT" diff --online --apply --review "$OUT/$1/review/Dockerfile"
  [ "$before" = "$(sha256sum <"$OUT/$1/review/Dockerfile")" ] || refuse "a second run changes it again"
}

# What each step did, for the table.
remember() { # CASE VERSION COMMAND…
  local case=$1 version=$2 start rc=0
  start=$(now)
  step "$case: $version" "$version" "$case" || rc=1
  printf '%s\t%s\t%s\t%s\n' "$case" "$version" "$([ $rc = 0 ] && echo pass || echo FAIL)" "$(($(now) - start))" >>"$TABLE"
  return $rc
}

forget() {
  for version in original safe review; do
    remove_container "harden-$1-$version"
    docker rmi -f "$(image_of "$1" "$version")" >/dev/null 2>&1 || true
  done
}

# one CASE: all that is asked of it.
one() {
  if remember "$1" original; then
    remember "$1" safe || true
    if remember "$1" review; then remember "$1" again || true; fi
  fi
  forget "$1"
}

main() {
  local case cases=("$@")
  : >"$TABLE"
  if [ $# = 0 ]; then mapfile -t cases < <(cd "$HERE/harden" && printf '%s\n' *); fi
  for case in "${cases[@]}"; do
    [ -f "$HERE/harden/$case/Dockerfile" ] || die "there is no case $case: --list names them"
  done
  # shellcheck disable=SC2016 # expanded by the inner shell
  printf '%s\n' "${cases[@]}" | xargs -P "$JOBS" -I{} bash -c 'one "$1"' one {}
  awk -F'\t' '
    { if (!($1 in at)) { at[$1] = ++n; name[n] = $1 } got[$1, $2] = $3; if ($3 == "pass") good++; }
    END {
      printf "\n%-22s %-9s %-9s %-9s %-9s\n", "case", "original", "safe", "review", "again"
      for (i = 1; i <= n; i++) {
        printf "%-22s", name[i]
        split("original safe review again", versions, " ")
        for (v = 1; v <= 4; v++) printf " %-9s", ((name[i], versions[v]) in got) ? got[name[i], versions[v]] : "-"
        print ""
      }
      printf "%d cases, %d of %d steps hold\n", n, good, wanted * 4
      exit n != wanted || good != wanted * 4
    }' wanted="${#cases[@]}" "$TABLE"
}

finish() {
  if [ -z "$KEEP" ]; then lab_down; fi
  [ -z "$REMOVE" ] || [ -n "$KEEP" ] || rm -rf "$STATE"
}
trap finish EXIT
hullwright_up
# A lab that is up already is taken as it is.
{ [ -e "$STATE/done/pruned" ] && docker version >/dev/null 2>&1; } || lab_up
in_lab bash -c 'main "$@"' main "${ONLY[@]}"
}
