# shellcheck shell=bash
# What every part of the end-to-end tests shares: where the state lies, how a step is run, timed and
# reported. Sourced, never run.
#
# Everything is exported (`set -a`), functions too: each step runs in a fresh bash of its own, because
# `set -e` is silently off in any function that is called in an `if` or before a `||`.
set -a
export STATE HERE LAB TOOLS ROOT HULLWRIGHT

: "${STATE:?lib.sh: STATE must name the state folder before this file is sourced}"
LOG=$STATE/log
mkdir -p "$LOG"

say() { printf '%s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}

# Milliseconds since the epoch, and seconds with one digit between two such readings.
now() { date +%s%3N; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (b - a) / 1000 }'; }

# strictly COMMAND…: runs a function so that it stops at its first error, wherever it is called from.
strictly() { bash -euo pipefail -c '"$@"' strictly "$@"; }

# step NAME COMMAND…: one progress line; output goes to a log, whose end is shown when the command fails.
step() {
  local name=$1 log start rc=0
  shift
  log=$LOG/$(printf '%s' "$name" | tr -c 'A-Za-z0-9._-' '_').log
  start=$(now)
  strictly "$@" >"$log" 2>&1 </dev/null || rc=$?
  printf '%-4s %-46s %7s s\n' "$([ $rc = 0 ] && echo ok || echo FAIL)" "$name" "$(seconds "$start" "$(now)")" >&2
  if [ $rc != 0 ]; then
    say "---- $log"
    tail -n 40 "$log" >&2
    say "----"
  fi
  return $rc
}

# once STAMP COMMAND…: the same as the command, but not again in a state folder where it has succeeded.
once() {
  local stamp=$STATE/done/$1
  shift
  [ -e "$stamp" ] && return 0
  "$@" || return
  mkdir -p "$(dirname "$stamp")"
  : >"$stamp"
}

# end_pidfile FILE: ends the process that FILE names, by its id, and waits for it.
end_pidfile() {
  local pid
  [ -s "$1" ] || return 0
  pid=$(cat "$1")
  kill "$pid" 2>/dev/null || { rm -f "$1" && return 0; }
  for _ in $(seq 150); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -9 "$pid" 2>/dev/null || true
  rm -f "$1"
}
