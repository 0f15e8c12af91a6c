#!/bin/bash
# `lock` and `check --online` against Debian's docker-registry: open, with TLS, with a password, with tokens of a real
# token service, with certificates that are expired, of another host, or of an unknown authority. Ends 0 only if all holds.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: registry.sh [OPTION…]

  --hullwright FILE  the program to test. Default: built from this repository (cargo build)
  --images N         how many images are resolved for the measurement. Default: 50
  --keep             leave the folder of the run as it is at the end
  -h, --help

Needs Debian with curl, docker-registry, openssl, perl and python3; as root, what is missing is installed by apt. Everything listens on
127.0.0.1 and ends with this script. Half a minute.
TEXT
}

{
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ROOT=$(cd "$HERE/../.." && pwd)
HULLWRIGHT='' IMAGES=50 KEEP=''
while [ $# -gt 0 ]; do
  case $1 in
    --hullwright) HULLWRIGHT=$(realpath "$2") && shift 2 ;;
    --images) IMAGES=$2 && shift 2 ;;
    --keep) KEEP=1 && shift ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*" && exit 1; }

missing=()
for tool in curl docker-registry openssl perl python3; do command -v "$tool" >/dev/null || missing+=("$tool"); done
if [ ${#missing[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || die "install ${missing[*]}"
  apt-get update -qq && apt-get install -yqq --no-install-recommends "${missing[@]}" >/dev/null || die "apt cannot install ${missing[*]}"
fi
if [ -z "$HULLWRIGHT" ]; then
  (cd "$ROOT" && cargo build --quiet) || die "the program does not build"
  HULLWRIGHT=${CARGO_TARGET_DIR:-$ROOT/target}/debug/hullwright
fi

W=$(mktemp -d /var/tmp/hullwright-registry.XXXXXX)
PIDS=()
finish() {
  local pid
  # Whatever fails here, everything is ended.
  set +e
  for pid in "${PIDS[@]}"; do kill "$pid" && wait "$pid"; done 2>/dev/null
  if [ -n "$KEEP" ]; then say "kept $W"; else rm -rf "$W"; fi
}
trap finish EXIT

# ---- certificates: an authority; a good one, an expired one, one for another host; one that signs tokens

certificate() { # NAME SAN OPTION…
  local name=$1 san=$2
  shift 2
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$name" -keyout "$W/$name.key" -out "$W/$name.req" 2>/dev/null
  openssl ca -batch -notext -config "$W/ca.cnf" -in "$W/$name.req" -out "$W/$name.crt" "$@" \
    -extfile <(printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$san") 2>/dev/null
}
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=a test authority' -keyout "$W/ca.key" -out "$W/ca.crt" 2>/dev/null
: >"$W/index.txt" && echo 01 >"$W/serial" && mkdir "$W/issued"
cat >"$W/ca.cnf" <<TEXT
[ca]
default_ca = this
[this]
database = $W/index.txt
serial = $W/serial
new_certs_dir = $W/issued
certificate = $W/ca.crt
private_key = $W/ca.key
default_md = sha256
default_days = 20
unique_subject = no
policy = any
[any]
commonName = supplied
TEXT
certificate good 'IP:127.0.0.1'
certificate expired 'IP:127.0.0.1' -startdate 20200101000000Z -enddate 20200201000000Z
certificate other 'DNS:other.example'
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj '/CN=tokens' -keyout "$W/sign.key" -out "$W/sign.crt" 2>/dev/null
cp "$W/good.crt" "$W/cert.pem" && cp "$W/good.key" "$W/key.pem"
# Debian's perl knows bcrypt through the system's crypt.
perl -e 'print "somebody:", crypt("hunter2", "\$2b\$05\$abcdefghijklmnopqrstuu"), "\n"' >"$W/htpasswd"

# ---- servers

mapfile -t PORTS < <(python3 -c '
import socket
held = [socket.create_server(("127.0.0.1", 0)) for _ in range(6)]
for s in held: print(s.getsockname()[1])')
OPEN=127.0.0.1:${PORTS[0]} PASSWORD=127.0.0.1:${PORTS[1]} TOKEN=127.0.0.1:${PORTS[2]} SERVICE=127.0.0.1:${PORTS[3]}
EXPIRED=127.0.0.1:${PORTS[4]} OTHER=127.0.0.1:${PORTS[5]}

registry() { # NAME ADDRESS CERTIFICATE, and further configuration as standard input
  {
    printf 'version: 0.1\nlog: {level: error, accesslog: {disabled: true}}\n'
    printf 'storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}\n' "$W/data"
    printf 'http:\n  addr: %s\n  secret: test\n' "$2"
    [ -z "$3" ] || printf '  tls: {certificate: %s, key: %s}\n' "$W/$3.crt" "$W/$3.key"
    cat
  } >"$W/$1.yml"
  docker-registry serve "$W/$1.yml" >"$W/$1.log" 2>&1 </dev/null &
  PIDS+=($!)
}
registry open "$OPEN" '' </dev/null
registry password "$PASSWORD" good <<TEXT
auth: {htpasswd: {realm: private, path: $W/htpasswd}}
TEXT
registry token "$TOKEN" good <<TEXT
auth: {token: {realm: 'https://$SERVICE/token', service: a registry, issuer: tokens, rootcertbundle: $W/sign.crt}}
TEXT
registry expired "$EXPIRED" expired </dev/null
registry other "$OTHER" other </dev/null
python3 "$HERE/registry/tokens.py" "${PORTS[3]}" "$W" >"$W/tokens.log" 2>&1 </dev/null &
PIDS+=($!)
for port in "${PORTS[@]}"; do
  for _ in $(seq 100); do
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue 2
    sleep 0.1
  done
  tail -n 5 "$W"/*.log >&2
  die "nobody listens on port $port"
done

push() { python3 "$HERE/registry/push.py" "$OPEN" "$@"; }
many=()
for n in $(seq "$IMAGES"); do many+=("many/image$n:3.22"); done
push 1 docker/dockerfile:1.27.1 public/base:3.22 private/base:3.22 private/single:3.22=single "${many[@]}" >"$W/pushed"
pushed() { awk -v image="$1" '$1 == image { print $2 }' "${2:-$W/pushed}"; }

# ---- the program, in a project whose image lies in one of these registries

# What is asked over TLS on this machine has to be said; the image of the syntax line comes from here, too.
mkdir -p "$W/home/.config/hullwright"
{
  printf '[registries."docker.io"]\nmirrors = ["%s"]\norigin = false\n' "$OPEN"
  for host in "$PASSWORD" "$TOKEN" "$SERVICE" "$EXPIRED" "$OTHER"; do printf '[registries."%s"]\ntls = true\n' "$host"; done
} >"$W/home/.config/hullwright/config.toml"

library() { # FOLDER IMAGE: templates whose base is this image
  mkdir -p "$1/library"
  cp "$ROOT"/tests/support/library/page.Dockerfile.tera "$1/library/"
  sed "s|\"alpine:{version}\"|\"$2:{version}\"|" "$ROOT"/tests/support/library/page.toml >"$1/library/page.toml"
}
project() { # IMAGE: an empty project, in $P
  P=$(mktemp -d "$W/project.XXXXXX")
  printf '[app]\nname = "page"\nlanguage = "page"\n' >"$P/app.toml"
  echo hello >"$P/index.html"
  library "$P" "$1"
}
ENVIRONMENT=()
run() { # ARGUMENT…: exit code in $CODE, all that was said in $SAID
  CODE=0
  SAID=$(cd "$P" && env -i PATH=/usr/bin:/bin HOME="$W/home" "${ENVIRONMENT[@]}" "$HULLWRIGHT" "$@" --templates library --retries 0 2>&1) || CODE=$?
}

PASSED=0 FAILED=0
check() { # NAME CODE TEXT…: how the last run ended, and what it must have said
  local name=$1 code=$2 text why=''
  shift 2
  [ "$CODE" = "$code" ] || why="exit code $CODE, not $code"
  for text in "$@"; do [[ $SAID == *"$text"* ]] || why="${why:+$why; }nothing says: $text"; done
  case $SAID in *hunter2* | *c29tZWJvZHk6* | *eyJ*) why="${why:+$why; }a secret was shown" ;; esac
  if [ -z "$why" ]; then
    PASSED=$((PASSED + 1)) && say "ok   $name"
  else
    FAILED=$((FAILED + 1)) && say "FAIL $name: $why" && say "$SAID"
  fi
}
locked() { # IMAGE: the lock holds the digest that the registry gave when it was pushed
  grep -q "digest = \"$(pushed "$1")\"" "$P/app.lock" || { CODE=locked && SAID=$(cat "$P/app.lock"); }
}
login() { # HOST KEY VALUE: a configuration of Docker's
  mkdir -p "$W/login"
  printf '{"auths": {"%s": {"%s": "%s"}}}\n' "$1" "$2" "$3" >"$W/login/config.json"
  ENVIRONMENT=(SSL_CERT_FILE="$W/ca.crt" DOCKER_CONFIG="$W/login")
}
TRUST=(SSL_CERT_FILE="$W/ca.crt")
RIGHT=$(printf somebody:hunter2 | base64) WRONG=$(printf somebody:wrong | base64)

project "$OPEN/public/base"
run lock && locked public/base:3.22
check "an index of an open registry" 0 'wrote app.lock'
grep -q '"linux/arm64" = "sha256:' "$P/app.lock" || { FAILED=$((FAILED + 1)) && say "FAIL no platforms in the lock"; }
run lock --update && check "the same again" 0 unchanged
CODE=0 SAID=$(cd "$P" && "$HULLWRIGHT" generate --templates library --locked 2>&1) || CODE=$?
check "a Dockerfile from it" 0 'wrote Dockerfile'
run check --online && check "nothing newer" 0 'no findings'
push 2 public/base:3.22 >"$W/pushed2"
run check --online && check "something newer" 1 'newer-digest' "$(pushed public/base:3.22 "$W/pushed2")"
old=$(pushed public/base:3.22)
curl -fsS -X DELETE "http://$OPEN/v2/public/base/manifests/$old" >"$W/deleted"
run check --online && check "the locked digest is gone" 1 'error[vanished-digest]'
run lock --update --format json && check "renewed, for programs" 0 "\"digest\": \"$old\"" '"old_gone": true'

project "$OPEN/private/single"
run lock && locked private/single:3.22
check "a single Docker manifest" 0 'wrote app.lock'
project "$OPEN/public/nobody"
run lock && check "no such image" 2 "there is no tag 3.22 in public/nobody" 'app.lock was not changed'
[ ! -e "$P/app.lock" ] || { FAILED=$((FAILED + 1)) && say "FAIL a lock was written"; }

project "$PASSWORD/private/base"
run lock && check "an unknown authority" 2 'from an authority that this machine does not know' 'SSL_CERT_FILE'
ENVIRONMENT=("${TRUST[@]}")
run lock && check "no password" 2 'it asks for a name and a password, and no credentials for it are known' "docker login $PASSWORD"
login "$PASSWORD" auth "$WRONG" && run lock && check "a wrong password" 2 'it refuses access (status 401' "$W/login/config.json"
login "$PASSWORD" auth "$RIGHT" && run lock && locked private/base:3.22
check "the right password" 0 'wrote app.lock'
printf '[registries."%s"]\ntls = true\nca = "%s"\n[registries."docker.io"]\nmirrors = ["%s"]\n' "$PASSWORD" "$W/ca.crt" "$OPEN" >"$W/own.toml"
ENVIRONMENT=(DOCKER_CONFIG="$W/login" HULLWRIGHT_CONFIG="$W/own.toml")
run lock --update && check "an authority of one's own configuration" 0 unchanged

ENVIRONMENT=("${TRUST[@]}")
project "$EXPIRED/public/base"
run lock && check "an expired certificate" 2 'its certificate has expired' "cannot be resolved at $EXPIRED"
project "$OTHER/public/base"
run lock && check "a certificate for another host" 2 'its certificate is for another host'

project "$TOKEN/public/base"
run lock && check "a token for a stranger" 0 'wrote app.lock'
project "$TOKEN/private/base"
run lock && check "no token for a stranger" 2 'it refuses access to strangers (status 401' "docker login $TOKEN"
login "$TOKEN" auth "$WRONG" && run lock && check "no token for a wrong password" 2 'gives no token (status 401)' "$W/login/config.json"
login "$TOKEN" auth "$RIGHT" && run lock && locked private/base:3.22
check "a token for a password" 0 'wrote app.lock'
project "$TOKEN/private/base"
login "$TOKEN" identitytoken hunter2-identity && run lock && locked private/base:3.22
check "a token for an identity token" 0 'wrote app.lock'

# ---- many images at a time

ENVIRONMENT=()
P=$(mktemp -d "$W/project.XXXXXX")
library "$P" "$OPEN/public/base"
for n in $(seq "$IMAGES"); do
  mkdir "$P/p$n" && echo hello >"$P/p$n/index.html"
  printf '[app]\nname = "page"\nlanguage = "page"\n[runtime]\nbase = "image%s"\n' "$n" >"$P/p$n/app.toml"
  sed -n '/^name = "plain"/,/^$/p' "$P/library/page.toml" |
    sed "s|^name = .*|[[bases]]\nname = \"image$n\"|; s|\"$OPEN/public/base|\"$OPEN/many/image$n|"
done >"$P/bases"
awk -v bases="$P/bases" '/^\[\[managers\]\]/ { while ((getline line < bases) > 0) print line } { print }' "$P/library/page.toml" >"$P/new"
mv "$P/new" "$P/library/page.toml"
start=$(date +%s%3N)
run lock
end=$(date +%s%3N)
check "$IMAGES images" 0 "p$IMAGES: "
say "     $IMAGES projects with an image each: $((end - start)) ms, $(find "$P" -name app.lock | wc -l) locks"

# ---- the maintainers' script, with this registry in the place of all others

catalogue=$ROOT/presets/catalogue.tsv
grep -v '^#' "$catalogue" | cut -f1 | sed -E 's|^([^/.]+:)|library/\1|; s|^[^/]+\.[^/]+/||' | xargs python3 "$HERE/registry/push.py" "$OPEN" 3 >"$W/pushed3"
grep -v '^#' "$catalogue" | cut -f1 | sed -nE 's|^([^/]+\.[^/]+)/.*|\1|p; $s|.*|docker.io|p' | sort -u |
  while read -r host; do printf '[registries."%s"]\nmirrors = ["%s"]\norigin = false\n' "$host" "$OPEN"; done >"$W/all.toml"
cp "$catalogue" "$W/catalogue.tsv"
CODE=0
SAID=$(HULLWRIGHT_CONFIG=$W/all.toml python3 "$ROOT/scripts/refresh.py" catalogue --hullwright "$HULLWRIGHT" --catalogue "$W/catalogue.tsv" --write 2>&1) || CODE=$?
check "the catalogue renewed" 0 ' 0 not found out'
diff <(cut -d' ' -f2 "$W/pushed3") <(grep -v '^#' "$W/catalogue.tsv" | cut -f2) >"$W/diff" || { FAILED=$((FAILED + 1)) && say "FAIL the catalogue holds other digests" && head "$W/diff" >&2; }

say "$PASSED passed, $FAILED failed"
[ "$FAILED" = 0 ]
exit
}
