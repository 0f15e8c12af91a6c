# shellcheck shell=bash
# Proofs about the running container $NAME (container.sh says how it runs), from outside: /proc, its network,
# and a write attempt from inside its file system as its user.

# http: it answers where it should, on all addresses.
proof_http() {
  local home health
  home=$(answers "$NAME" /) || refuse "$home"
  [ -z "$HEALTH_PATH" ] || health=$(answers "$NAME" "$HEALTH_PATH") || refuse "$health"
  echo "${home:0:50}${health:+, ${health:0:20}}"
}

# identity UID GID: every process of the container is that user, with no capability, and can gain none.
proof_identity() {
  local processes pid status main seen=()
  main=$(pid_of "$NAME") || refuse "$main"
  processes=$(docker top "$NAME" -eo pid | tail -n +2)
  for pid in $processes; do
    # The health probe comes and goes.
    status=$(sed 's/[[:space:]]\+/ /g' "/proc/$pid/status" 2>/dev/null) && [ -n "$status" ] || continue
    seen+=("$pid")
    echo "$status" | grep -E '^(Uid|Gid|Groups|Cap...|NoNewPrivs|Seccomp):'
    grep -qxE "Uid:( $1){4}" <<<"$status" || refuse "process $pid: $(grep '^Uid' <<<"$status")"
    grep -qxE "Gid:( $2){4}" <<<"$status" || refuse "process $pid: $(grep '^Gid' <<<"$status")"
    grep -qxE "Groups: ?($2)? ?" <<<"$status" || refuse "process $pid: $(grep '^Groups' <<<"$status")"
    for set in Inh Prm Eff Bnd Amb; do
      grep -qx "Cap$set: 0000000000000000" <<<"$status" || refuse "process $pid: $(grep "^Cap$set" <<<"$status")"
    done
    grep -qx 'NoNewPrivs: 1' <<<"$status" || refuse "process $pid could gain privileges"
    grep -qx 'Seccomp: 2' <<<"$status" || refuse "process $pid has no seccomp filter"
  done
  [[ " ${seen[*]} " == *" $main "* ]] || refuse "process $main was not among those seen: ${seen[*]}"
  echo "$1:$2, no capabilities"
}

# readonly: the root is mounted read-only, and an attempt to write to the app's files, as the app, fails.
proof_readonly() {
  local pid targets
  pid=$(pid_of "$NAME") || refuse "$pid"
  awk '$5 == "/" { split($6, o, ","); if (o[1] != "ro") exit 1; seen = 1 } END { exit !seen }' "/proc/$pid/mountinfo" ||
    refuse "the root is mounted $(awk '$5 == "/" { print $6 }' "/proc/$pid/mountinfo")"
  beyond_base
  # shellcheck disable=SC2086 # a list of paths
  # The app's own files and folders, and two of the base's; not what is writable on purpose.
  python3 "$TOOLS/rootfs.py" own "$WORK/rootfs.tsv" "$WORK/base.tsv" /tmp /dev /proc /sys $WRITABLE >"$WORK/own"
  mapfile -t targets < <(head -n 500 "$WORK/own")
  python3 "$TOOLS/intruder.py" "$pid" "$APP_UID" "$APP_GID" refused / /etc/passwd "${targets[@]}"
}

# writable UID GID: what app.toml names as writable can be written by the app.
proof_writable() {
  [ -n "$WRITABLE" ] || not_applicable "app.toml names nothing"
  local pid
  pid=$(pid_of "$NAME") || refuse "$pid"
  # shellcheck disable=SC2086 # a list of paths
  python3 "$TOOLS/intruder.py" "$pid" "$1" "$2" allowed $WRITABLE
}

# healthy: the image's own HEALTHCHECK says so, under the same restrictions as the app.
proof_healthy() {
  [ "$HEALTH" = probe ] || not_applicable "app.toml has health = false"
  local state
  for _ in $(seq "${PATIENCE:-300}"); do
    state=$(inside "$NAME" '{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}')
    [ "$state" = healthy ] && { echo "healthy" && return 0; }
    [ "$state" = none ] && break
    sleep 0.2
  done
  inside "$NAME" '{{json .State.Health}}'
  refuse "health: $state"
}

# stop_container NAME: asks it to end, and says how many milliseconds it took. By the engine's own clock, from the
# signal to the end; divided by how many times slower than alone a busy loop beside it was meanwhile, so that a
# machine with other work to do does not decide what the app is found to be.
stop_container() {
  local start slower
  start=$(date +%s.%N)
  slower=$(mktemp)
  python3 -c 'from time import monotonic, process_time
wall, cpu = monotonic(), process_time()
while process_time() - cpu < 0.2: pass
print(max(1, (monotonic() - wall) / (process_time() - cpu)))' >"$slower" &
  docker stop -t 10 "$1" >/dev/null
  wait $!
  docker events --since "$start" --until "$(date +%s.%N)" --filter "container=$1" --format '{{.TimeNano}} {{.Action}}' |
    awk -v slower="$(cat "$slower")" '$2 == "kill" && !kill { kill = $1 } $2 == "die" { die = $1 }
      END { if (!kill || !die) exit 1; printf "%d", (die - kill) / 1e6 / slower }'
  rm -f "$slower"
}

# stops: SIGTERM (or its STOPSIGNAL) ends it within 2 s with exit code 0, or the code that waivers.txt names.
proof_stops() {
  local took code
  took=$(stop_container "$NAME") || refuse "the engine has no record of how it stopped"
  code=$(inside "$NAME" '{{.State.ExitCode}}')
  docker logs "$NAME" 2>&1 | tail -n 5
  [ "$took" -le 2000 ] || { [ "$took" -le 8000 ] && waived slow-stop 8000; } || refuse "took $took ms, exit code $code"
  [ "$code" = 0 ] || waived exit-code "$code" || refuse "exit code $code after $took ms"
  echo "in $took ms with exit code $code"
}

# any-uid: the same again as an arbitrary user with group 0, as OpenShift runs it.
proof_any_uid() {
  [ "$OPENSHIFT" = 1 ] || not_applicable "app.toml has no openshift = true"
  NAME=$NAME-any
  hardened "$NAME" "$IMAGE" --user "$ANY_UID:0"
  proof_http
  proof_identity "$ANY_UID" 0
  [ -z "$WRITABLE" ] || proof_writable "$ANY_UID" 0
  [ "$HEALTH" != probe ] || proof_healthy
  proof_stops
  remove_container "$NAME"
}
