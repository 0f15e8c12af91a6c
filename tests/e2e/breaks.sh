#!/bin/bash
# The harness's own test: deliberate breaks of one example, each of which a proof must catch: a proof that
# cannot fail proves nothing. Ends 0 only if every break is caught and the unbroken example passes.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: breaks.sh [--state DIR] [--keep] [--hullwright FILE] [--list]

  --state DIR        as for run.sh, with which it can share a state folder
  --keep             leave everything as it is at the end
  --hullwright FILE  the program that compiles the example. Default: built from this repository
  --list             list the breaks, and do nothing
TEXT
}

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
LAB=$HERE/lab TOOLS=$HERE/tools
STATE=${E2E_STATE:-} KEEP='' HULLWRIGHT=${HULLWRIGHT:-} LIST='' REMOVE=''
while [ $# -gt 0 ]; do
  case $1 in
    --state) STATE=$(mkdir -p "$2" && cd "$2" && pwd) && shift 2 ;;
    --keep) KEEP=1 && shift ;;
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    --list) LIST=1 && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
if [ -z "$STATE" ]; then STATE=$(mktemp -d /var/tmp/hullwright-e2e.XXXXXX) && REMOVE=1; fi
export PLACE=$STATE/breaks
mkdir -p "$PLACE"
# shellcheck source=harness.sh
. "$HERE/harness.sh"

# Small, quick to build, on a base without a shell, and with a signal handler of its own.
EXAMPLE=$ROOT/examples/python-pip-plain
PATIENCE=75 # what is broken does not answer, however long one waits

# Each break: what is done to the folder of Dockerfile and sources, the proof that must notice, and what it must say:
# a proof that fails for another reason has noticed nothing.
BREAKS="root-user identity Uid: 0 0 0 0
root-user config USER is 0:0
missing-artifact http can't open file '/app/server.py'
writable-code unwritable /app/server.py is writable
wrong-port http no answer on port 8000
wrong-port healthy health:
writable-root readonly the root is mounted rw
no-signal-handling stops exit code 137
stray-file no-context notes.txt of the context is in the image
leaked-secret no-secret the configuration or the history
secret-in-layer no-secret ['app/token']
added-shell shell /usr/bin/sh
other-app above another image
moment-of-build reproducible /app/built in layer
beside-waived reproducible 1 paths differ: /app/also in layer
careless buildkit SecretsUsedInArgOrEnv
careless hadolint DL3003
careless checkov CKV_DOCKER_2"

break_root-user() { sed -i 's/^USER .*/USER 0:0/' "$1/Dockerfile"; }
break_missing-artifact() { sed -i '/^COPY --from=build .*\/out\/ \/$/d' "$1/Dockerfile"; }
break_writable-code() { sed -i 's/chmod -R a=rX \/out/chmod -R a=rwX \/out/' "$1/Dockerfile"; }
break_wrong-port() { sed -i 's/^ENTRYPOINT/ENV PORT=9999\n&/' "$1/Dockerfile"; }
break_no-signal-handling() { sed -i 's/^    signal\.signal(signal\.SIGTERM.*/    signal.signal(signal.SIGTERM, signal.SIG_IGN)/' "$1/server.py"; }

break_stray-file() {
  echo '!notes.txt' >>"$1/.dockerignore"
  sed -i 's/^ENTRYPOINT/COPY notes.txt \/app\/\n&/' "$1/Dockerfile"
}
break_other-app() { printf '\n[image]\ntitle = "other"\n' >>"$1/app.toml"; }
break_added-shell() { sed -i 's/^ENTRYPOINT/COPY --from=build \/bin\/dash \/usr\/bin\/sh\n&/' "$1/Dockerfile"; }
# A mounted secret is no part of what the builder's cache goes by: the word behind it makes the step one of this run.
break_secret-in-layer() {
  sed -i "s/^# venv:.*/RUN --mount=type=secret,id=canary cp \/run\/secrets\/canary \/out\/app\/token \&\& chmod 444 \/out\/app\/token \&\& : $(random)\n\n&/" "$1/Dockerfile"
}
break_writable-root() { echo >>"$1/Dockerfile"; } # the image is as it was: it is run otherwise, see `broken`
break_moment-of-build() { sed -i 's/^# venv:.*/RUN date +%N >\/out\/app\/built\n\n&/' "$1/Dockerfile"; }
break_beside-waived() { sed -i 's/^# venv:.*/RUN date +%N >\/out\/app\/built \&\& date +%N >\/out\/app\/also\n\n&/' "$1/Dockerfile"; } # the first is waived, see `one`
# No healthcheck, a secret's name in the environment, a step that changes folders; and nothing that would stop the build for it.
break_careless() {
  sed -i '/^# check=/d; /^HEALTHCHECK/,/^    CMD/d; s/^# venv:.*/RUN cd \/tmp \&\& true\n\n&/; s/^ENTRYPOINT/ENV API_TOKEN=none\n&/' "$1/Dockerfile"
}
break_leaked-secret() { sed -i "s/^ENTRYPOINT/LABEL build=$CANARY_SECRET\\n&/" "$1/Dockerfile"; }

# broken BREAK: the compiled example, with that break, built and started. A break that changes nothing is a mistake.
broken() {
  rm -rf "$WORK"
  mkdir -p "$WORK"
  cp -a "$PLACE/cases/unbroken/src" "$WORK/src"
  cp "$PLACE/cases/unbroken/facts.sh" "$WORK/"
  if [ "$1" != unbroken ]; then
    "break_$1" "$WORK/src"
    ! diff -r "$PLACE/cases/unbroken/src" "$WORK/src" || refuse "the break $1 changes nothing any more"
  fi
  build_image "$IMAGE" "$WORK/src" "$WORK/digest"
  if [ "$1" = writable-root ]; then READ_ONLY=; fi
  hardened "$NAME" "$IMAGE"
}

# one PROOF: it holds or it does not, for the example as it is now.
one() {
  if [ "$CASE" = beside-waived ]; then waived_paths() { echo /app/built; }; fi
  case $1 in
    identity) proof_identity "$APP_UID" "$APP_GID" ;;
    hadolint | checkov) { [ -e "$WORK/$1.txt" ] || linted; } && "proof_$1" ;;
    *) "proof_${1//-/_}" ;;
  esac
}

# noticed BREAK PROOF: the proof said what it must say of that break.
noticed() {
  grep -qF -- "$(grep "^$1 $2 " <<<"$BREAKS" | cut -d' ' -f3-)" "$LOG/break.$1.$2.log"
}

attempt() { # BREAK PROOF…: prints a line for each, and counts what is not as it should be
  local break=$1 proof rc
  shift
  CASE=$break WORK=$PLACE/cases/$break IMAGE=e2e/$break NAME=e2e-$break LAYOUT=$STATE/layouts/breaks
  if [ "$break" != unbroken ]; then
    # shellcheck source=/dev/null
    . "$PLACE/cases/unbroken/facts.sh"
    step "break $break" broken "$break" || { WRONG=$((WRONG + 1)) && return; }
  fi
  for proof in "$@"; do
    rc=0
    strictly one "$proof" >"$LOG/break.$break.$proof.log" 2>&1 </dev/null || rc=$?
    if [ "$break" = unbroken ] && [ $rc = 0 ]; then
      say "pass unbroken: $proof: $(tail -n 1 "$LOG/break.$break.$proof.log")"
    elif [ "$break" != unbroken ] && [ $rc = 1 ] && noticed "$break" "$proof"; then
      say "pass $break is caught by $proof: $(tail -n 1 "$LOG/break.$break.$proof.log")"
    else
      say "FAIL $break: $proof ended with $rc: $(tail -n 1 "$LOG/break.$break.$proof.log")"
      WRONG=$((WRONG + 1))
      continue
    fi
    RIGHT=$((RIGHT + 1))
  done
  remove_container "$NAME"
  docker rmi -f "$IMAGE" >/dev/null 2>&1 || true
}

if [ -n "$LIST" ]; then
  awk '{ sub(/ /, " must be caught by "); sub(/by [^ ]+/, "&, saying:") } 1' <<<"$BREAKS"
  [ -z "$REMOVE" ] || rm -rf "$STATE"
  exit 0
fi

trap '[ -n "$KEEP" ] || harness_down "$REMOVE"' EXIT
harness_up || die "the lab did not come up"
WRONG=0 RIGHT=0 CANARY=CANARY-$(random) CANARY_SECRET=SECRET-$(random)
CASE=unbroken WORK=$PLACE/cases/unbroken IMAGE=e2e/unbroken NAME=e2e-unbroken LAYOUT=$STATE/layouts/breaks
rm -rf "$WORK" && mkdir -p "$WORK"
step "compile ${EXAMPLE##*/}" proof_compiles || die "the example does not compile"
# shellcheck source=/dev/null
. "$WORK/facts.sh"
echo "SECRETS=canary # given to every build here, so that a leak can be made" >>"$WORK/facts.sh"
SECRETS=canary
step "build ${EXAMPLE##*/}" proof_builds || die "the example does not build"
step "start ${EXAMPLE##*/}" hardened "$NAME" "$IMAGE" || die "the example does not start"
# shellcheck disable=SC2046 # words
attempt unbroken $(cut -d' ' -f2 <<<"$BREAKS" | awk '!seen[$0]++')
for break in $(cut -d' ' -f1 <<<"$BREAKS" | uniq); do
  # shellcheck disable=SC2046 # words
  attempt "$break" $(awk -v b="$break" '$1 == b { print $2 }' <<<"$BREAKS")
done
rm -rf "$STATE/layouts/breaks"
say "$RIGHT passed, $WRONG failed"
[ "$WRONG" = 0 ]
