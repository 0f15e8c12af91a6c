# shellcheck shell=bash
# A real Docker Engine with buildx (and buildah): newer Debian packages unpacked beside the system, no
# apt source added and nothing installed but small host tools. The daemon runs in a private mount
# namespace whose /etc/hosts sends the real registry names to the lab's registry.

X=$STATE/engine/root
D=$STATE/docker
ENGINE_SUITES=${E2E_SUITES:-forky trixie}
export DOCKER_HOST=unix://$D/docker.sock
export DOCKER_CONFIG=$STATE/engine/config
export PATH=$X/usr/bin:$X/usr/sbin:$PATH

# The Debian mirror that this machine itself is set up with.
apt_mirror() {
  awk '/^URIs:/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2>/dev/null | grep . ||
    awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }' /etc/apt/sources.list
}

host_tools() {
  local missing=() tool musl
  musl=$(rustc --print target-libdir --target x86_64-unknown-linux-musl)
  if ! rustup --version || [ ! -d "$musl" ]; then
    echo "needs Rust by rustup with the target x86_64-unknown-linux-musl"
    return 1
  fi
  for tool in runc:runc docker-registry:docker-registry mmdebstrap:mmdebstrap openssl:openssl curl:curl \
    nsenter:util-linux python3:python3 npm:npm; do
    command -v "${tool%%:*}" >/dev/null || missing+=("${tool##*:}")
  done
  [ ${#missing[@]} = 0 ] && return 0
  mkdir -p "$STATE/engine/archives/partial"
  apt-get -qq update
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Dir::Cache::archives="$STATE/engine/archives" \
    install -yq --no-install-recommends "${missing[@]}"
}

# suite_debs SUITE FOLDER PACKAGE…: downloads packages of another Debian release through an apt
# configuration of its own and unpacks them into FOLDER.
suite_debs() {
  local suite=$1 to=$2 a=$STATE/engine/apt-$1 deb
  shift 2
  mkdir -p "$a"/{lists/partial,archives/partial,etc/apt.conf.d,etc/preferences.d,etc/sources.list.d,debs} "$to"
  printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$(apt_mirror)" "$suite" >"$a/etc/sources.list"
  : >"$a/status"
  local o=(-o Dir::Etc="$a/etc" -o Dir::Etc::sourcelist="$a/etc/sources.list" -o Dir::State::lists="$a/lists"
    -o Dir::Cache="$a" -o Dir::Cache::archives="$a/archives" -o Dir::State::status="$a/status"
    -o APT::Update::Post-Invoke::= -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false -o Acquire::Check-Date=false)
  apt-get "${o[@]}" -qq update
  (cd "$a/debs" && apt-get "${o[@]}" -qq download "$@")
  for deb in "$@"; do dpkg-deb -x "$a/debs/${deb}"_*.deb "$to"; done
}

engine_unpack() {
  local suite
  for suite in $ENGINE_SUITES; do
    rm -rf "$X"
    if suite_debs "$suite" "$X" docker.io docker-cli docker-buildx containerd && dockerd --version; then
      mkdir -p "$DOCKER_CONFIG/cli-plugins"
      ln -sfn "$X/usr/libexec/docker/cli-plugins/docker-buildx" "$DOCKER_CONFIG/cli-plugins/docker-buildx"
      echo "$suite" >"$STATE/engine/suite"
      return 0
    fi
    echo "the engine of $suite does not run here"
  done
  return 1
}

# in_lab COMMAND…: runs it where the registry names mean the lab's registry and its certificate is trusted.
in_lab() {
  # shellcheck disable=SC2016 # expanded by the inner shell
  SSL_CERT_FILE=$STATE/registry/ca.pem unshare -m --propagation slave \
    bash -c 'mount --bind "$0" /etc/hosts && exec "$@"' "$STATE/registry/hosts" "$@"
}

engine_start() {
  mkdir -p "$D"
  docker version >/dev/null 2>&1 && return 0
  rm -f "$D/pid"
  # Garbage by a rule of our own: by the engine's, a disk that is four fifths full empties the builder's cache after every build.
  echo '{"features": {"containerd-snapshotter": true}, "builder": {"gc": {"enabled": true, "policy": [{"all": true, "keepStorage": "8GB"}]}}}' >"$D/daemon.json"
  setsid bash -c '"$@"' engine in_lab dockerd --config-file "$D/daemon.json" -H "unix://$D/docker.sock" \
    --data-root "$D/data" --exec-root "$D/exec" --pidfile "$D/pid" \
    --bridge=none --iptables=false --ip6tables=false --ip-forward=false >"$D/log" 2>&1 </dev/null &
  for _ in $(seq 150); do
    docker version >/dev/null 2>&1 && return 0
    sleep 0.2
  done
  tail -n 20 "$D/log"
  return 1
}

engine_stop() {
  if [ -s "$D/pid" ] && docker version >/dev/null 2>&1; then
    docker ps -q | xargs -r docker rm -f >/dev/null 2>&1 || true
  fi
  end_pidfile "$D/pid"
}

engine_versions() {
  docker version -f 'Docker Engine {{.Server.Version}}, client {{.Client.Version}}'
  docker buildx version | awk '{ print "buildx", $2 }'
  printf 'packages of Debian %s\n' "$(cat "$STATE/engine/suite")"
  runc --version | head -n 1
}
