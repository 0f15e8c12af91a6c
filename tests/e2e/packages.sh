#!/bin/bash
# Operating system packages against the real thing: what `lock` finds in this machine's own Debian archive must be what
# apt itself would install; and, with --build, a real build must install exactly that, and fail where it cannot.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: packages.sh [--build] [--state DIR] [--hullwright FILE]

  --build            also build an example with locked packages in the lab (root, Debian; see lab.sh)
  --state DIR        the lab's folder; one that is up already is used as it is and left up. Default: $E2E_STATE,
                     else a new one that is removed at the end
  --hullwright FILE  the program to test. Default: built from this repository

Needs Debian with an apt that reaches its archive. The archive's address is read from apt's configuration.
TEXT
}

{
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
STATE=${E2E_STATE:-} HULLWRIGHT=${HULLWRIGHT:-} BUILD='' REMOVE=''
while [ $# -gt 0 ]; do
  case $1 in
    --build) BUILD=1 && shift ;;
    --state) STATE=$2 && shift 2 ;;
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
WORK=$(mktemp -d /var/tmp/hullwright-packages.XXXXXX)
ARCHIVE=''
trap '[ -z "$ARCHIVE" ] || kill "$ARCHIVE"; rm -rf "$WORK"; [ -z "$REMOVE" ] || { lab down; rm -rf "$STATE"; }' EXIT
FAILED=0

# prove NAME COMMAND…: one line for each proof; the end of its output when it fails.
prove() {
  local name=$1 start=$SECONDS
  shift
  if bash -euo pipefail -c '"$@"' prove "$@" >"$WORK/log" 2>&1 </dev/null; then
    printf 'ok    %4ss  %s\n' $((SECONDS - start)) "$name"
  else
    printf 'FAIL  %4ss  %s\n' $((SECONDS - start)) "$name"
    tail -n 40 "$WORK/log" | sed 's/^/        /'
    FAILED=1
  fi
}

# The archive that this machine's apt reads Debian from, without its last folder: {archive} takes that place.
mirror() {
  local uri
  uri=$(awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null)
  [ -n "$uri" ] || uri=$(awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }' /etc/apt/sources.list)
  uri=${uri%/}
  [ "${uri##*/}" = debian ] || { echo "the archive does not end in /debian, so the security archive cannot be told" >&2; return 1; }
  printf '%s' "${uri%/debian}"
}

# stands_still: the archive as it is now, for the whole run, at MIRROR: the real one may change between a lock and its build.
stands_still() {
  [ -z "$ARCHIVE" ] || kill "$ARCHIVE"
  rm -f "$WORK/port"
  python3 "$HERE/registry/still.py" "$REAL" "$WORK/port" >"$WORK/archive.log" 2>&1 </dev/null &
  ARCHIVE=$!
  for _ in $(seq 100); do
    [ -s "$WORK/port" ] && break
    sleep 0.1
  done
  [ -s "$WORK/port" ] || { cat "$WORK/archive.log" >&2; return 1; }
  MIRROR=http://127.0.0.1:$(cat "$WORK/port")
}

# project FOLDER PACKAGES: the smallest app on Debian 13 that installs these, for this machine's own platform and arm64.
project() {
  mkdir -p "$1"
  printf 'print("hello")\n' >"$1/server.py"
  : >"$1/requirements.txt"
  cat >"$1/app.toml" <<TOML
[app]
name = "packages"
language = "python"
[runtime]
packages = [$(printf '"%s",' $2)]
[packages]
mirror = "$MIRROR/{archive}"
TOML
  # The images' digests are shipped; with them in the lock, only the archive is asked.
  "$HULLWRIGHT" generate "$1"
}

# locked FOLDER: name=version of every package of linux/amd64 in the lock, sorted.
locked() {
  python3 - "$1/app.lock" "${2:-all}" <<'PYTHON'
import re, sys
text = open(sys.argv[1]).read()
entry = text.split('stage = "runtime"')[1]
rows = entry.split('"linux/amd64" = [')[1].split("\n]")[0].strip().splitlines()
for row in rows:
    name, version = re.search(r'name = "([^"]+)", version = "([^"]+)"', row).groups()
    if sys.argv[2] == "all" or "base = true" not in row:
        print(f"{name}={version}")
PYTHON
}

# An apt of its own, on an empty system, with the three suites of Debian 13.
own_apt() {
  local a=$WORK/apt suite
  mkdir -p "$a"/{lists/partial,cache/archives/partial,etc}
  : >"$a/status"
  for suite in "debian trixie" "debian trixie-updates" "debian-security trixie-security"; do
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $MIRROR/${suite/ / } main"
  done >"$a/list"
  cat >"$a/conf" <<CONF
Dir::Etc::SourceList "$a/list"; Dir::Etc::SourceParts "/dev/null"; Dir::State "$a"; Dir::State::Lists "$a/lists";
Dir::State::Status "$a/status"; Dir::Cache "$a/cache"; APT::Architecture "amd64"; APT::Architectures { "amd64"; };
Acquire::Languages "none"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false"; APT::Update::Post-Invoke { };
CONF
  APT_CONFIG=$a/conf apt-get -qq -o APT::Update::Error-Mode=any update
}

# as_apt PACKAGES: apt and the lock agree on the whole closure, name by name and version by version.
as_apt() {
  local folder
  folder=$WORK/$(printf '%s' "$1" | tr -c 'a-z0-9' _)
  project "$folder" "$1"
  "$HULLWRIGHT" lock "$folder"
  APT_CONFIG=$WORK/apt/conf apt-get install -s --no-install-recommends $1 |
    sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1=\2/p' | sort -u >"$folder/apt"
  LC_ALL=C sort -u -o "$folder/apt" "$folder/apt"
  locked "$folder" | LC_ALL=C sort -u >"$folder/lock"
  diff "$folder/apt" "$folder/lock"
  [ -s "$folder/lock" ] && wc -l "$folder/lock"
}

# The index that apt has verified by its signature is the one whose hash stands in the lock.
same_index() {
  local file count=0
  for file in "$WORK"/apt/lists/*_InRelease; do
    grep -q "sha256:$(sha256sum "$file" | cut -d' ' -f1)" "$WORK/libpq5/app.lock"
    count=$((count + 1))
  done
  [ "$count" = 3 ]
}

unknown_package() {
  project "$WORK/unknown" "libpq libpq5"
  ! "$HULLWRIGHT" lock "$WORK/unknown" >"$WORK/unknown/said" 2>&1
  cat "$WORK/unknown/said"
  grep -q 'no package `libpq`' "$WORK/unknown/said"
  grep -q 'did you mean `libpq5`' "$WORK/unknown/said"
  grep -q 'app.toml:5:13' "$WORK/unknown/said"
}

unchanged() { [ "$("$HULLWRIGHT" lock "$WORK/libpq5" 2>&1)" = unchanged ]; }

lab() { bash "$HERE/lab.sh" --state "$STATE" "$@"; }
export -f project locked own_apt as_apt same_index unknown_package unchanged lab
export WORK HERE ROOT

REAL=$(mirror)
stands_still
export MIRROR
if [ -z "$HULLWRIGHT" ]; then
  prove "hullwright" cargo build --release --locked --manifest-path "$ROOT/Cargo.toml"
  HULLWRIGHT=${CARGO_TARGET_DIR:-$ROOT/target}/release/hullwright
fi
export HULLWRIGHT

# A mirror that is just being renewed has indexes that do not belong together: the same later, from new.
for _ in 1 2; do
  (own_apt) >"$WORK/log" 2>&1 </dev/null && break
  echo "the archive is being renewed: $(tail -n 1 "$WORK/log")"
  sleep 30
  stands_still
done
prove "apt reads the archive" own_apt
for packages in libpq5 "ca-certificates tzdata" libpq-dev build-essential "git nginx" "sqlite3 libxml2-utils"; do
  prove "the lock holds what apt would install: $packages" as_apt "$packages"
done
prove "its hashes are those of the signed indexes" same_index
prove "a second run changes nothing" unchanged
prove "an unknown package is told with its place and the nearest name" unknown_package

# The image of the example, built in the lab from digests of the lab's registry.
build() { lab exec docker buildx build --progress=plain --network=host --no-cache --provenance=false -t "e2e/packages" --load "$1"; }

relocked() {
  cp -r "$WORK/libpq5" "$WORK/built"
  lab exec "$HULLWRIGHT" lock "$WORK/built" --update
  "$HULLWRIGHT" generate --locked --force "$WORK/built"
}

# Everything that the lock adds is installed in that version, and nothing else is but what the base image has.
installs() {
  local base
  build "$WORK/built"
  base=$(sed -n 's/^FROM \([^ ]*\) AS runtime$/\1/p' "$WORK/built/Dockerfile")
  lab exec docker pull -q "$base"
  for image in "$base" e2e/packages; do
    lab exec docker run --rm --network=none --entrypoint dpkg-query "$image" -W -f '${Package}=${Version}\n' | LC_ALL=C sort >"$WORK/$(basename "${image%%[:@]*}").list"
  done
  locked "$WORK/built" new | LC_ALL=C sort >"$WORK/wanted"
  LC_ALL=C comm -13 "$WORK/python.list" "$WORK/packages.list" >"$WORK/added"
  LC_ALL=C comm -23 "$WORK/wanted" "$WORK/packages.list" >"$WORK/lacking"
  LC_ALL=C comm -13 "$WORK/wanted" "$WORK/added" >"$WORK/strange"
  wc -l "$WORK/wanted" "$WORK/added"
  [ ! -s "$WORK/lacking" ] && [ ! -s "$WORK/strange" ] && [ -s "$WORK/added" ]
}

# spoilt SED MESSAGE: with this change the build fails, and says so.
spoilt() {
  rm -rf "$WORK/spoilt"
  cp -r "$WORK/built" "$WORK/spoilt"
  sed -i "$1" "$WORK/spoilt/Dockerfile"
  ! cmp -s "$WORK/built/Dockerfile" "$WORK/spoilt/Dockerfile"
  ! build "$WORK/spoilt" >"$WORK/spoilt/log" 2>&1
  tail -n 5 "$WORK/spoilt/log"
  grep -q "$2" "$WORK/spoilt/log"
}
export -f build relocked installs spoilt

if [ -n "$BUILD" ] && [ "$FAILED" = 0 ]; then
  if [ -z "$STATE" ]; then
    STATE=$(mktemp -d /var/tmp/hullwright-e2e.XXXXXX) && REMOVE=1
  fi
  export STATE
  [ -S "$STATE/docker/docker.sock" ] || lab up
  prove "the example is locked to the lab's images" relocked
  prove "a build installs what the lock names and nothing else" installs
  prove "a build against another index fails" spoilt "s/^    '[0-9a-f]\{8\}/    '00000000/" "did NOT match"
  prove "a build that would need another package fails" spoilt '/^    libkrb5-3=/d' "unmet dependencies"
  prove "a build that cannot have the version fails" spoilt 's/^    libpq5=[^ ]*/    libpq5=1.0-1/' "was not found"
fi
exit "$FAILED"
}
