# shellcheck shell=bash
# Debian's docker-registry on a loopback address with TLS, answering for the real registry names, so
# that Dockerfiles and lock files with real names work unmodified and offline.

R=$STATE/registry
REGISTRY_NAMES="registry-1.docker.io auth.docker.io docker.io index.docker.io gcr.io ghcr.io quay.io mcr.microsoft.com cgr.dev public.ecr.aws"

# The first loopback address on which nobody answers for HTTPS: there may be another lab.
free_ip() {
  local last
  for last in $(seq 3 60); do
    (exec 3<>"/dev/tcp/127.0.0.$last/443") 2>/dev/null || { echo "127.0.0.$last" && return 0; }
  done
  return 1
}

registry_config() {
  mkdir -p "$R/data"
  local ip alt name
  ip=${E2E_IP:-$(free_ip)}
  echo "$ip" >"$R/ip"
  alt="IP:$ip"
  for name in $REGISTRY_NAMES; do alt+=",DNS:$name"; done
  # An authority and a certificate of its own: strict clients refuse a self-signed one.
  openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=hullwright e2e authority" -keyout "$R/ca.key" -out "$R/ca.crt"
  openssl req -newkey rsa:2048 -nodes -subj "/CN=hullwright e2e registry" -keyout "$R/key.pem" -out "$R/request.pem"
  openssl x509 -req -days 30 -in "$R/request.pem" -CA "$R/ca.crt" -CAkey "$R/ca.key" -CAcreateserial -out "$R/cert.pem" \
    -extfile <(printf 'subjectAltName=%s\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n' "$alt")
  cat >"$R/config.yml" <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: $R/data}
  delete: {enabled: true}
http:
  addr: $ip:443
  secret: lab
  tls: {certificate: $R/cert.pem, key: $R/key.pem}
YAML
  { cat /etc/hosts && echo "$ip $REGISTRY_NAMES"; } >"$R/hosts"
  cat /etc/ssl/certs/ca-certificates.crt "$R/ca.crt" >"$R/ca.pem"
}

registry_answers() { curl -fsS --noproxy '*' --cacert "$R/ca.crt" -o /dev/null "https://$(cat "$R/ip")/v2/" 2>/dev/null; }

registry_start() {
  registry_answers && [ -s "$R/pid" ] && return 0
  setsid docker-registry serve "$R/config.yml" >"$R/log" 2>&1 </dev/null &
  echo $! >"$R/pid"
  for _ in $(seq 100); do
    registry_answers && return 0
    sleep 0.1
  done
  tail -n 5 "$R/log"
  return 1
}

registry_stop() { end_pidfile "$R/pid"; }
