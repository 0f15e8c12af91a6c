# shellcheck shell=bash
# What a proof's outcome is and where it is kept: one line a proof in results.tsv, and one line on the
# terminal as it happens. A proof passes, fails, does not apply, for a reason that the example states, or
# cannot be had in this lab, for a reason that waivers.txt states.

RESULTS=$STATE/results.tsv

# not_applicable REASON: ends a proof that says nothing about this example. The reason is shown in the table.
not_applicable() {
  echo "$*"
  exit 3
}

# refuse WHAT…: ends a proof that does not hold.
refuse() {
  echo "$*"
  exit 1
}

record() { # CASE PROOF pass|fail|n/a|no-lab MILLISECONDS DETAIL
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" "$(printf '%s' "$5" | tr '\t\n' '  ' | cut -c1-300)" >>"$RESULTS"
  printf '%-6s %-31s %-12s %6s s  %s\n' "$3" "$1" "$2" "$(seconds 0 "$4")" "$(printf '%s' "$5" | cut -c1-110)" >&2
}

# unproven CASE…: those of which an earlier run has a failure, or nothing; what it has of them is forgotten.
unproven() {
  local line name left
  touch "$RESULTS"
  left=$(python3 "$TOOLS/table.py" unproven "$RESULTS" "$HERE/proofs" "${@#* }") || return
  for line in "$@"; do
    name=${line#* }
    grep -qxF -- "$name" <<<"$left" || continue
    awk -F'\t' -v name="$name" '$1 != name' "$RESULTS" >"$RESULTS.new" && mv "$RESULTS.new" "$RESULTS"
    rm -rf "${STATE:?}/cases/$name"
    echo "$line"
  done
}

# prove CASE PROOF FUNCTION ARGUMENT…: the last line that the function prints is what the table can show.
prove() {
  local name=$1 proof=$2 log start rc=0 outcome
  shift 2
  log=$LOG/$name.$proof.log
  start=$(now)
  strictly "$@" >"$log" 2>&1 </dev/null || rc=$?
  case $rc in 0) outcome=pass ;; 3) outcome=n/a ;; *) outcome=fail ;; esac
  record "$name" "$proof" "$outcome" $(($(now) - start)) "$(tail -n 1 "$log")"
  if [ "$outcome" = fail ]; then
    say "---- $log"
    tail -n "${E2E_TAIL:-25}" "$log" >&2
    say "----"
    return 1
  fi
}

# why TOOL RULE: the reason that waivers.txt gives, for every example or for this one and its variants.
why() { awk -F'\t' -v tool="$1" -v rule="$2" -v here="$2@${CASE%@*}" '$1 == tool && ($2 == rule || $2 == here) { print $3 }' "$HERE/waivers.txt"; }
# waived_paths TOOL: the patterns of paths that waivers.txt names for this example and its variants.
waived_paths() { awk -F'\t' -v tool="$1" -v here="@${CASE%@*}" '$1 == tool && (at = index($2, here)) && substr($2, at) == here { print substr($2, 1, at - 1) }' "$HERE/waivers.txt"; }
waived() { [ -n "$(why "$1" "$2")" ]; }

# unwaived TOOL: drops from the findings on stdin, whose first word is the rule, those that are waived.
unwaived() {
  local rule rest found=0
  while read -r rule rest; do
    waived "$1" "$rule" && continue
    echo "$rule $rest"
    found=1
  done
  [ "$found" = 0 ]
}
