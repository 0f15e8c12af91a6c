# shellcheck shell=bash
# A container as a hardened platform runs it: no network, read-only root with a tmpfs on /tmp only, no
# capabilities, no new privileges, few processes, little memory. Looked at from outside only.

READ_ONLY=--read-only

# hardened NAME IMAGE [DOCKER RUN OPTION…]: starts it, in the place of an older one of that name.
hardened() {
  local name=$1 image=$2 volumes=() path
  shift 2
  remove_container "$name"
  # What app.toml names as writable is a volume, which takes over the owner and the mode from the image.
  for path in $WRITABLE; do
    case $path in /tmp | /tmp/*) ;; *) volumes+=(--mount "type=volume,dst=$path") ;; esac
  done
  # shellcheck disable=SC2086 # an option, or none: breaks.sh takes it away
  # a program that never stops printing must not fill the disk
  docker run -d --name "$name" --log-opt max-size=8m --network=none $READ_ONLY --tmpfs /tmp:rw,noexec,nosuid,nodev,size=32m \
    --cap-drop=ALL --security-opt no-new-privileges --pids-limit 100 --memory 512m \
    --health-interval 1s --health-start-interval 1s "${volumes[@]}" "$@" "$image" >/dev/null
}

remove_container() { docker rm -fv "$1" >/dev/null 2>&1 || true; }

# inside NAME FORMAT: docker inspect of a container; pid_of NAME: its first process, as the host sees it.
inside() { docker inspect -f "$2" "$1"; }
pid_of() {
  local pid
  pid=$(inside "$1" '{{.State.Pid}}')
  [ "$pid" != 0 ] || {
    docker logs "$1" 2>&1 | tail -n 15 >&2
    refuse "the container has ended: exit code $(inside "$1" '{{.State.ExitCode}}'), $(docker logs "$1" 2>&1 | tail -n 1)"
  }
  echo "$pid"
}

# ask NAME PATH: an HTTP request inside the container's own network. 127.0.0.2, so that a server that
# listens on 127.0.0.1 only, which no one could reach in production, does not answer.
ask() {
  local pid
  pid=$(pid_of "$1") || { echo "$pid" && return 1; }
  nsenter -t "$pid" -n curl -fsS -m 2 --noproxy '*' "http://127.0.0.2:$PORT$2"
}

# answers NAME PATH: waits until it does; prints the first line of the answer. What listens on no port has to run.
answers() {
  local body
  if [ -z "$PORT" ]; then
    sleep 1
    pid_of "$1" >/dev/null || return
    echo "runs, and listens on no port"
    return 0
  fi
  for _ in $(seq "${PATIENCE:-300}"); do
    body=$(ask "$1" "$2" 2>/dev/null) && { head -n 1 <<<"$body" && return 0; }
    [ "$(inside "$1" '{{.State.Running}}')" = true ] || break
    sleep 0.2
  done
  docker logs "$1" 2>&1 | tail -n 15 >&2
  echo "no answer on port $PORT at $2: $(ask "$1" "$2" 2>&1 | tail -n 1)"
  return 1
}

# rootfs IMAGE FILE: the list of an image's whole file system (tools/rootfs.py), from the engine's own export of it.
rootfs() {
  local container
  [ -s "$2" ] && return 0
  container=$(docker create --network=none "$1" none)
  docker export "$container" | python3 "$TOOLS/rootfs.py" list >"$2.part"
  docker rm "$container" >/dev/null
  mv "$2.part" "$2"
}
