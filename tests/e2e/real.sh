#!/bin/bash
# `init --yes` on real projects: each is fetched by the ordinary client of its registry, given to `init` as it is, built, run as a hardened
# platform runs it, and asked. What came of it becomes a line of a table. No project's text is kept.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: real.sh [OPTION…] LIST…

  --state DIR        the lab's folder; the lab must be up (see lab.sh). Default: $E2E_STATE
  --work DIR         where projects, logs and results lie. Default: a new folder in /var/tmp, named at the end
  --hullwright FILE  the program to test. Default: built from this repository
  --prefix WORD      images and containers are named WORD-real-…. Default: e2e
  --only REGEX       only projects whose name matches
  --stop-after STEP  fetch, init or build: look no further
  --jobs N           how many at a time. Default: 1
  --keep             keep projects and images, and do not fetch again what is there
  --write FILE       write the table (Markdown) of all lines of the lists, from this run and earlier ones in DIR
  -h, --help

A LIST has a line for each project, words parted by blanks, `#` begins a comment:

  KIND NAME VERSION [KEY=VALUE…]

  pypi    an sdist, by pip             crate   a crate, by cargo
  npm     a package, by npm            folder  NAME is a path, seen from the list's folder; VERSION is free text, such as `-`

  args="…"   words behind the start command, as with `docker run IMAGE …`; the program has to end with 0
  env="A=b"  environment of the container, as with `docker run --env`
  says="…"   an extended regular expression: the app ran as far as it can without what it needs (a database, a token) if it says so
  init="…"   further flags of init: what was not found without
  in="…"     the folder of the project that init is run in, such as that of an app of a workspace
  note="…"   for the table: the cause, in a person's words
  group="…"  the table's section that it stands in

Needs root, and registries that the clients reach.
TEXT
}

{
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
TOOLS=$HERE/tools LAB=$HERE/lab
STATE=${E2E_STATE:-} WORK='' HULLWRIGHT=${HULLWRIGHT:-} PREFIX=e2e ONLY='' LAST='' JOBS=1 KEEP='' WRITE='' LISTS=()
while [ $# -gt 0 ]; do
  case $1 in
    --state) STATE=$2 && shift 2 ;;
    --work) WORK=$(mkdir -p "$2" && cd "$2" && pwd) && shift 2 ;;
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    --prefix) PREFIX=$2 && shift 2 ;;
    --only) ONLY=$2 && shift 2 ;;
    --stop-after) LAST=$2 && shift 2 ;;
    --jobs) JOBS=$2 && shift 2 ;;
    --keep) KEEP=1 && shift ;;
    --write) WRITE=$(realpath "$2") && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    -*) usage >&2 && exit 2 ;;
    *) LISTS+=("$(realpath "$1")") && shift ;;
  esac
done
[ ${#LISTS[@]} -gt 0 ] || { usage >&2 && exit 2; }
[ -n "$STATE" ] || { echo "error: say where the lab is: --state DIR" >&2 && exit 2; }
WORK=${WORK:-$(mktemp -d /var/tmp/hullwright-real.XXXXXX)}
# shellcheck source=lib.sh
. "$HERE/lib.sh"
# shellcheck source=lab/up.sh
. "$LAB/up.sh"
# shellcheck source=container.sh
. "$HERE/container.sh"
docker version >/dev/null 2>&1 || die "the lab in $STATE is not up: lab.sh --state $STATE up"
if [ -z "$HULLWRIGHT" ]; then
  cargo build --quiet --manifest-path "$ROOT/Cargo.toml" || die "the program does not build"
  HULLWRIGHT=${CARGO_TARGET_DIR:-$ROOT/target}/debug/hullwright
fi
RESULTS=$WORK/real.tsv
touch "$RESULTS"

# ---- fetching: into $DIR/src, by the client that people use

fetch_pypi() { # pip makes an sdist's metadata too, so it needs the sdist's build tools
  (cd "$DIR" && pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --ignore-requires-python "$NAME==$VERSION")
  unpack "$DIR"/*.tar.gz "$DIR"/*.zip
}

fetch_crate() { # `cargo info` fetches one crate, without what it depends on, and unpacks it
  local home=${CARGO_HOME:-$HOME/.cargo}
  (cd "$DIR" && cargo info --quiet "$NAME@$VERSION" >/dev/null)
  cp -r "$home"/registry/src/*/"$NAME-$VERSION" "$DIR/src"
  rm -f "$DIR/src/.cargo-ok" "$DIR/src/.cargo_vcs_info.json"
}

fetch_npm() {
  (cd "$DIR" && npm pack --silent "$NAME@$VERSION" >/dev/null)
  unpack "$DIR"/*.tgz
}

fetch_made() { # what people begin with; asked nothing, since nobody is there
  case $RUN in --package=*) ;; *) RUN="-- $RUN" ;; esac
  # shellcheck disable=SC2086 # words
  (cd "$DIR" && CI=1 timeout 300 npm exec --yes $RUN)
  mv "$DIR/app" "$DIR/src"
  rm -rf "$DIR/src/node_modules" "$DIR/src/.git"
}

fetch_folder() {
  local from=$NAME
  case $from in /*) ;; *) from=$LIST_FOLDER/$NAME ;; esac
  cp -r "$from" "$DIR/src"
}

# unpack FILE…: the first that is there; its only folder becomes src.
unpack() {
  local file
  for file in "$@"; do
    [ -e "$file" ] || continue
    mkdir "$DIR/tree"
    case $file in *.zip) python3 -m zipfile -e "$file" "$DIR/tree" ;; *) tar -xzf "$file" -C "$DIR/tree" --no-same-owner ;; esac
    mv "$DIR"/tree/* "$DIR/src"
    return
  done
  echo "nothing was fetched"
  return 1
}

# ---- one project

# A file that a project has under a name of ours is set aside: it has never seen us. Its own Dockerfile stays, for what that tells, and is there
# again in the next run although the generated one took its place.
aside() {
  local name
  chmod -R u+rwX "$DIR/src"
  if [ -f "$BEGIN/Dockerfile" ] && ! grep -q '^# hullwright:' "$BEGIN/Dockerfile"; then cp "$BEGIN/Dockerfile" "$DIR/Dockerfile.own"; fi
  for name in app.toml app.lock Dockerfile .dockerignore Dockerfile.dockerignore; do rm -f "$BEGIN/$name"; done
  if [ -f "$DIR/Dockerfile.own" ]; then cp "$DIR/Dockerfile.own" "$BEGIN/Dockerfile"; fi
}

init_it() {
  eval "set -- $INIT" # flags, with quotes around those of several words
  (cd "$BEGIN" && "$HULLWRIGHT" init --yes "$@")
}

# Where app.toml names packages they are not locked: no archive with snapshots is within reach.
lock_it() {
  if grep -q '^packages = ' "$APP/app.toml"; then printf '\n[packages]\nlock = false\n' >>"$APP/app.toml"; fi
  in_lab "$HULLWRIGHT" lock "$APP" --update && "$HULLWRIGHT" generate --locked --force "$APP"
}

build_it() {
  in_lab docker buildx build --progress=plain --network=host --provenance=false --output "type=image,name=$IMAGE,unpack=true" \
    --file "$APP/Dockerfile" "$APP/$CONTEXT"
}

# said_it: the app says what it is known to say when it lacks something; prints that.
said_it() { [ -n "$SAYS" ] && docker logs "$CONTAINER" 2>&1 | grep -Eo -e "$SAYS" | tail -n 1 | grep .; }

# run_it: ends 0 when it does what it should; the last line says what that was.
run_it() {
  local code variable failing='' options=()
  for variable in $VARIABLES; do options+=(--env "$variable"); done
  if [ -n "$ARGS" ]; then
    # shellcheck disable=SC2086 # words
    timeout 60 docker run --rm --name "$CONTAINER" --network=none --read-only --tmpfs /tmp:rw,noexec,nosuid,nodev,size=32m \
      --cap-drop=ALL --security-opt no-new-privileges --pids-limit 100 --memory 512m "${options[@]}" "$IMAGE" $ARGS
    echo "ends with 0"
    return
  fi
  hardened "$CONTAINER" "$IMAGE" "${options[@]}"
  for _ in $(seq 200); do
    if said_it; then return 0; fi
    [ "$(inside "$CONTAINER" '{{.State.Running}}')" = true ] || break
    if [ -n "$PORT" ]; then
      code=$(nsenter -t "$(inside "$CONTAINER" '{{.State.Pid}}')" -n curl -s -o /dev/null -w '%{http_code}' -m 2 --noproxy '*' "http://127.0.0.2:$PORT/" || true)
      case ${code:-000} in
        000) ;;
        # what begins with an error may still get over it
        5*) failing=$code ;;
        *) echo "HTTP $code on port $PORT" && return 0 ;;
      esac
    fi
    sleep 0.2
  done
  # it may have said so as it ended
  if said_it; then return 0; fi
  docker logs --tail 40 "$CONTAINER" 2>&1
  code=$(inside "$CONTAINER" '{{.State.ExitCode}}')
  if [ "$(inside "$CONTAINER" '{{.State.Running}}')" = true ]; then
    [ -n "$PORT" ] || { echo "runs, and listens on no port" && return 0; }
    [ -z "$failing" ] || { echo "answers HTTP $failing on port $PORT" && return 1; }
    # not all that listens speaks HTTP
    if nsenter -t "$(inside "$CONTAINER" '{{.State.Pid}}')" -n bash -c "exec 3<>/dev/tcp/127.0.0.2/$PORT" 2>/dev/null; then
      echo "takes connections on port $PORT, and speaks no HTTP"
      return 0
    fi
    echo "does not answer on port $PORT"
    return 1
  fi
  [ -z "$PORT" ] && [ "$code" = 0 ] && { echo "ends with 0" && return 0; }
  echo "ended with $code: $(docker logs --tail 40 "$CONTAINER" 2>&1 | grep -v '^[[:space:]]*$' | tail -n 1)"
  return 1
}

# try STEP FUNCTION: a step in a shell of its own, with its log.
try() {
  local start rc=0
  start=$(now)
  strictly "$2" >"$DIR/$1.log" 2>&1 </dev/null || rc=$?
  echo "$(seconds "$start" "$(now)") s" >"$DIR/$1.time"
  return $rc
}

outcome() { # WORD [DETAIL]: the line of this project, in the place of an older one
  local language manager name=$NAME${IN:+/$IN}
  language=$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" language) manager=$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" manager)
  printf '%-8s %-8s %-28s %-10s %s\n' "$1" "$KIND" "$name" "$VERSION" "$2" >&2
  (
    flock 9
    awk -F'\t' -v kind="$KIND" -v name="$name" -v version="$VERSION" '!($1 == kind && $2 == name && $3 == version)' "$RESULTS" >"$RESULTS.new"
    printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$KIND" "$name" "$VERSION" "$1" "${language:+$language, $manager}" \
      "$(printf '%s' "$2" | tr '\t\n' '  ' | cut -c1-300)" >>"$RESULTS.new"
    mv "$RESULTS.new" "$RESULTS"
  ) 9>"$RESULTS.lock"
}

# why STEP: the line of a log that says most.
why() { python3 "$TOOLS/real.py" why "$1" "$DIR/$1.log"; }

project() {
  DIR=$WORK/projects/$KIND-${NAME//\//_}-$VERSION
  case $KIND in folder) DIR=$WORK/projects/folder-$(tr / - <<<"${NAME#/}${IN:+-$IN}" | rev | cut -c1-60 | rev) ;; esac
  BEGIN=$DIR/src${IN:+/$IN}
  IMAGE=$(basename "$DIR" | tr 'A-Z' 'a-z' | tr -c 'a-z0-9\n' '-' | sed 's/-*$//') IMAGE=$PREFIX-real-$IMAGE CONTAINER=$IMAGE
  [ -n "$KEEP" ] || rm -rf "$DIR"
  mkdir -p "$DIR"
  rm -f "$DIR"/*.log "$DIR"/*.time "$DIR/plan.json"
  [ -d "$DIR/src" ] || try fetch "fetch_$KIND" || { outcome no-fetch "$(why fetch)" && return; }
  [ "$LAST" != fetch ] || return 0
  aside
  try init init_it || { outcome refused "$(why init)" && return; }
  # A folder with several apps has an image for each: all have to run.
  local apps=() app all=$IMAGE said=''
  mapfile -t apps < <(cd "$BEGIN" && find . -name app.toml -not -path '*/node_modules/*' -printf '%h\n' | sort)
  for app in "${apps[@]}"; do
    APP=$BEGIN/${app#.}
    [ "${#apps[@]}" = 1 ] || IMAGE=$all-$(tr -c 'a-z0-9\n' '-' <<<"${app#./}") CONTAINER=$all
    one || return 0
    said+=${said:+; }$DETAIL
  done
  outcome runs "$said"
  [ -n "$KEEP" ] || rm -rf "$DIR/src" "$DIR/tree"
}

# one: builds and runs the app in $APP. What came of it is told unless it runs; then it is in $DETAIL.
one() {
  "$HULLWRIGHT" plan "$APP" >"$DIR/plan.json" 2>/dev/null || true
  PORT=$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" port) CONTEXT=$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" context) WRITABLE=$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" writable)
  [ "$LAST" != init ] || { outcome init "$(python3 "$TOOLS/real.py" plan "$DIR/plan.json" command)" && return 1; }
  try lock lock_it || { outcome no-lab "$(why lock)" && return 1; }
  try build build_it || { outcome no-build "$(why build)" && return 1; }
  [ "$LAST" != build ] || { outcome builds "in $(cat "$DIR/build.time")" && return 1; }
  local rc=0
  try run run_it || rc=1
  DETAIL=$(tail -n 1 "$DIR/run.log")
  docker rm -fv "$CONTAINER" >/dev/null 2>&1 || true
  [ -n "$KEEP" ] || docker rmi -f "$IMAGE" >/dev/null 2>&1 || true
  [ $rc = 0 ] || outcome no-run "$DETAIL"
  return $rc
}

# ---- all of them

while IFS=$'\x1f' read -r -u 3 LIST_FOLDER KIND NAME VERSION ARGS VARIABLES SAYS INIT RUN IN; do
  [[ -z $ONLY || $NAME =~ $ONLY ]] || continue
  while [ "$(jobs -rp | wc -l)" -ge "$JOBS" ]; do wait -n || true; done
  (set +e && project) 3<&- &
done 3< <(python3 "$TOOLS/real.py" list "${LISTS[@]}")
wait
[ -z "$WRITE" ] || python3 "$TOOLS/real.py" table "$RESULTS" "${LISTS[@]}" >"$WRITE"
python3 "$TOOLS/real.py" rate "$RESULTS" "${LISTS[@]}" >&2
say "results and logs: $WORK"
exit 0
}
