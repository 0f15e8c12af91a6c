#!/bin/bash
# Every example, on every base, from its app.toml to a hardened container that answers: compiled, built by a
# real builder, run, looked at from outside, built again, and judged by other tools. Ends 0 only if every
# proof holds.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: run.sh [OPTION…]

  --only NAME        only the example NAME with its variants, one of them as NAME@BASE, or the example without them as NAME@ (may be given again)
  --few              each example as it is, but variants of the first of each language only
  --buildah NAME     build only the example NAME with buildah, too (may be given again). Default: all of them
  --rest             only the cases that did not pass in an earlier run with the same --state, or were not in it; the table holds the
                     others as they were
  --jobs N           examples at a time. Default: 2
  --state DIR        keep everything in DIR; a later run with the same DIR makes only what is missing.
                     Default: $E2E_STATE, else a new folder in /var/tmp, removed at the end
  --keep             leave the engine, the registry and the state folder as they are at the end
  --hullwright FILE  the program to test. Default: built from this repository (cargo build --release)
  --examples DIR     the folder of the examples. Default: examples/
  --write-docs       write the table to docs/proofs.md; for a run of all examples
  --list             list the cases and the proofs, and do nothing
  -h, --help

Needs root on a Debian machine with registries for apt, pip, npm and cargo; see lab.sh. One line a step; each proof's whole output is in DIR/log.
TEXT
}

# In braces, so that bash has read it whole before it begins.
{
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
LAB=$HERE/lab TOOLS=$HERE/tools
STATE=${E2E_STATE:-} KEEP='' HULLWRIGHT=${HULLWRIGHT:-} EXAMPLES=$ROOT/examples DOCS='' LIST='' REST='' REMOVE='' FEW=cat JOBS=2 ONLY=() BUILDAH=()
while [ $# -gt 0 ]; do
  case $1 in
    --only) ONLY+=("$2") && shift 2 ;;
    --buildah) BUILDAH+=("$2") && shift 2 ;;
    --rest) REST=1 && shift ;;
    --few) FEW=few && shift ;;
    --jobs) JOBS=$2 && shift 2 ;;
    --state) STATE=$(mkdir -p "$2" && cd "$2" && pwd) && shift 2 ;;
    --keep) KEEP=1 && shift ;;
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    --examples) EXAMPLES=$(realpath "$2") && shift 2 ;;
    --write-docs) DOCS=1 && shift ;;
    --list) LIST=1 && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
if [ -n "$DOCS" ] && [ "${#ONLY[@]} $FEW" != "0 cat" ]; then
  echo "--write-docs needs all examples" >&2
  exit 2
fi
if [ -z "$STATE" ]; then STATE=$(mktemp -d /var/tmp/hullwright-e2e.XXXXXX) && REMOVE=1; fi
# shellcheck source=harness.sh
. "$HERE/harness.sh"

listed=$(cases_in "$EXAMPLES" "${ONLY[@]}") || die "what the cases are is not known"
mapfile -t CASES < <("$FEW" <<<"$listed" | grep .)
[ ${#CASES[@]} -gt 0 ] || die "no case in $EXAMPLES${ONLY[*]:+ is called ${ONLY[*]}}"
if [ -n "$LIST" ]; then
  printf 'case %s\n' "${CASES[@]#* }"
  proof_list
  [ -z "$REMOVE" ] || rm -rf "$STATE"
  exit 0
fi

trap '[ -n "$KEEP" ] || harness_down "$REMOVE"' EXIT
start=$(now)
harness_up || die "the lab did not come up"
ALL=("${CASES[@]}")
if [ -n "$REST" ]; then
  mapfile -t CASES < <(unproven "${ALL[@]}")
  [ ${#CASES[@]} -gt 0 ] || die "every case passed in the earlier run"
else
  : >"$RESULTS"
  rm -rf "$PLACE/cases"
fi
printf '%s\n' "${CASES[@]}" | cases_each "$JOBS" case_compile
step "linters" linted || true # each case says whether it was judged
printf '%s\n' "${CASES[@]}" | interleaved | cases_each "$JOBS" case_run

code=0
table terminal "${ALL[@]#* }" || code=1
if [ -n "$DOCS" ]; then
  mkdir -p "$ROOT/docs"
  table markdown "${ALL[@]#* }" >"$ROOT/docs/proofs.md" || code=1
fi
say "$(seconds "$start" "$(now)") s; state in $STATE${REMOVE:+${KEEP:+, kept}}"
exit $code
}
