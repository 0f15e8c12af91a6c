# shellcheck shell=bash
# One example from its folder to its line in the table: copy, compile, build, look, run, build again.

ANY_UID=1000620000 # from the range that OpenShift gives out

# case_run CASE EXAMPLE: runs every proof. Each sees the variables that are set here and by tools/facts.py.
case_run() {
  CASE=$1 EXAMPLE=$2
  WORK=$STATE/cases/$CASE IMAGE=e2e/$CASE NAME=e2e-$CASE
  CANARY=CANARY-$(random) CANARY_SECRET=SECRET-$(random)
  rm -rf "$WORK"
  mkdir -p "$WORK"
  prove "$CASE" compiles proof_compiles || return
  . "$WORK/facts.sh"
  if [ -n "$NOT_HAD" ]; then
    case_without_image
    return
  fi
  prove "$CASE" buildkit proof_buildkit
  prove "$CASE" builds proof_builds || return
  prove "$CASE" config proof_config
  prove "$CASE" unwritable proof_unwritable
  prove "$CASE" no-shell proof_no_shell
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
  prove "$CASE" reproducible proof_reproducible
  prove "$CASE" hadolint proof_hadolint
  prove "$CASE" checkov proof_checkov
  prove "$CASE" buildah proof_buildah
}

# An example on a base that cannot be had here: only what can be said without it, and no word on the rest.
case_without_image() {
  local proof
  prove "$CASE" hadolint proof_hadolint
  prove "$CASE" checkov proof_checkov
  for proof in $(proof_names); do
    case $proof in compiles | hadolint | checkov) ;; *) record "$CASE" "$proof" n/a 0 "$NOT_HAD cannot be had here" ;; esac
  done
}

random() { od -An -N12 -tx1 /dev/urandom | tr -d ' \n'; }
