# shellcheck shell=bash
# One case from its folder to its line in the table: copy, compile, build, look, run, build again. A case is
# an example as it is, EXAMPLE, or a variant of it: on another base of its preset, EXAMPLE@BASE, or for
# OpenShift, EXAMPLE@openshift.

ANY_UID=1000620000 # from the range that OpenShift gives out

# The examples, or those that are named, each with its variants after it: lines `EXAMPLE CASE`.
cases_in() {
  local folder example variants case name
  for folder in "$1"/*/; do
    [ -e "$folder/app.toml" ] || continue
    example=$(basename "$folder")
    variants=$(python3 "$TOOLS/variants.py" list "$folder/app.toml" "$ROOT/presets") || return
    {
      echo "$example"
      sed -n "s/./$example@&/p" <<<"$variants"
    } | while read -r case; do
      [ $# -gt 1 ] || echo "$example $case"
      for name in "${@:2}"; do
        if [ "$name" = "$case" ] || [ "$name" = "$case@" ] || [ "$name" = "$example" ]; then echo "$example $case"; fi
      done
    done
  done
}

# few: of the same cases, each example as it is, and the variants of the first example of each language only.
few() { awk '{ split($1, words, "-"); if (!(words[1] in first)) first[words[1]] = $1 } $2 !~ /@/ || $1 == first[words[1]]'; }

# interleaved: the same cases, with an example of each language in turn, by the first word of their names: two of
# one language at a time would compile the same standard library twice.
interleaved() {
  awk '{ split($1, words, "-"); if (!($1 in turn)) turn[$1] = ++count[words[1]]; print turn[$1] "\t" NR "\t" $0 }' |
    sort -n -k1,1 -k2,2 | cut -f3-
}

# case_is CASE: the variables that every proof sees, besides those of tools/facts.py.
case_is() {
  CASE=$1 EXAMPLE=$EXAMPLES/${1%@*}
  WORK=$PLACE/cases/$CASE IMAGE=e2e/${CASE/@/-on-} NAME=e2e-${CASE/@/-on-} LAYOUT=$STATE/layouts/${CASE%@*}
  if [ -e "$WORK/facts.sh" ]; then . "$WORK/facts.sh"; fi
}

# case_compile CASE: what can be known of it before anything is built.
case_compile() {
  local proof
  rm -rf "$PLACE/cases/$1"
  mkdir -p "$PLACE/cases/$1"
  case_is "$1"
  printf 'CANARY=CANARY-%s\nCANARY_SECRET=SECRET-%s\n' "$(random)" "$(random)" >"$WORK/facts.sh"
  . "$WORK/facts.sh"
  REFUSAL=$(refusal)
  if [ -n "$REFUSAL" ]; then
    prove "$CASE" refused proof_refused
    return
  fi
  # A variant of what cannot be built here would prove nothing.
  case $CASE in *@*) NOT_HAD=$(not_had "$EXAMPLE") ;; esac
  case ${NOT_HAD:-} in '' | apk | index) ;; *) not_in_lab && return ;; esac
  prove "$CASE" compiles proof_compiles || return
  case_is "$1"
  [ -z "$NOT_HAD" ] || not_in_lab compiles hadolint checkov
}

# not_in_lab PROOF…: what takes NOT_HAD could not be tried; but for these proofs.
not_in_lab() {
  local proof
  for proof in $(proofs_of "$CASE"); do
    case " $* " in *" $proof "*) continue ;; esac
    if waived lab "$NOT_HAD"; then
      record "$CASE" "$proof" no-lab 0 "$(why lab "$NOT_HAD")"
    else
      record "$CASE" "$proof" fail 0 "it asks for $NOT_HAD, which is not in the lab, and waivers.txt does not say so"
    fi
  done
}

# by_buildah CASE: whether it is asked of this run that buildah builds it, too.
by_buildah() {
  local name
  [ -n "${BUILDAH[*]-}" ] || return 0
  for name in "${BUILDAH[@]}"; do
    if [ "$name" = "$1" ]; then return 0; fi
  done
  return 1
}

# case_run CASE: builds what was compiled, and runs every proof about it.
case_run() {
  case_is "$1"
  [ -e "$WORK/src/Dockerfile" ] || return 0
  prove "$CASE" hadolint proof_hadolint
  prove "$CASE" checkov proof_checkov
  [ -z "$NOT_HAD" ] || return 0
  prove "$CASE" buildkit proof_buildkit
  prove "$CASE" builds proof_builds || return
  prove "$CASE" config proof_config
  prove "$CASE" unwritable proof_unwritable
  prove "$CASE" shell proof_shell
  prove "$CASE" no-context proof_no_context
  prove "$CASE" no-secret proof_no_secret
  prove "$CASE" size measure_size
  hardened "$NAME" "$IMAGE" || true
  prove "$CASE" http proof_http
  prove "$CASE" identity proof_identity "$APP_UID" "$APP_GID"
  prove "$CASE" readonly proof_readonly
  prove "$CASE" writable proof_writable "$APP_UID" "$APP_GID"
  prove "$CASE" healthy proof_healthy
  prove "$CASE" stops proof_stops
  remove_container "$NAME"
  prove "$CASE" any-uid proof_any_uid
  case $CASE in *@*) ;; *)
    prove "$CASE" above proof_above
    prove "$CASE" reproducible proof_reproducible
    if by_buildah "$CASE"; then
      prove "$CASE" buildah proof_buildah
    else
      record "$CASE" buildah n/a 0 "not asked of this run"
    fi
    ;;
  esac
  # Its layers stay in the builder's cache, for the variants.
  docker rmi -f "$IMAGE" >/dev/null 2>&1
  rm -f "$WORK"/*.tsv
}

# cases_each JOBS FUNCTION: calls it for the cases that are read from stdin, JOBS examples at a time, an example's variants after it.
cases_each() {
  local jobs=$1 function=$2 example case last='' group=()
  while read -r example case; do
    if [ -n "$last" ] && [ "$example" != "$last" ]; then
      group_each "$jobs" "$function" "${group[@]}"
      group=()
    fi
    last=$example
    group+=("$case")
  done
  group_each "$jobs" "$function" "${group[@]}"
  wait
}

group_each() {
  local jobs=$1 function=$2 case
  shift 2
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
  (
    set +e
    for case in "$@"; do ("$function" "$case"); done
    rm -rf "$STATE/layouts/${1%@*}"
  ) &
}

random() { od -An -N12 -tx1 /dev/urandom | tr -d ' \n'; }
