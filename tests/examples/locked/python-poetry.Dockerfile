# syntax=docker/dockerfile:1.27.1@sha256:4edf897a3ffa55b89f906fc8cc78afdb3f1834cc9c7083565e611a8a7d5fe99e
# check=error=true
# Made by hullwright from app.toml and app.lock (python 3.13, poetry, slim).
# Change app.toml and run `hullwright generate`; what is edited here is lost.
# hullwright:sha256=60931d09708b36ee94dbd78f451237136c7511710ca5e281c2f00878bd6ca1c4

# deps: the app's dependencies, in a virtual environment
FROM python:3.13-slim-trixie@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS deps
WORKDIR /app
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_INPUT=1

# What app.lock names and nothing else, from the archive as of 20261122T000000Z: another index fails, and so does another package
RUN export APT_CONFIG=/tmp/apt.conf \
 && echo 'Dir::Etc { SourceList "/tmp/apt.list"; SourceParts "/dev/null"; Preferences "/tmp/apt.pref"; }; Acquire::Retries "3";' > /tmp/apt.conf \
 && printf '%s\n' > /tmp/apt.list \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian/20261122T000000Z trixie main' \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian/20261122T000000Z trixie-updates main' \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian-security/20261122T000000Z trixie-security main' \
 && printf '%s\n' > /tmp/apt.pref \
    'Package: *' 'Pin: release *' 'Pin-Priority: -1' '' \
    'Package: gcc-14-base libc6 libgcc-s1' 'Pin: release *' 'Pin-Priority: 500' \
 && printf '%s\n' > /tmp/apt.sums \
    '0584fba32e13e0ab8285fb16c27adea1ec03a73669c18702821094fd6ca86675  /var/lib/apt/lists/snapshot.debian.org_archive_debian_20261122T000000Z_dists_trixie_InRelease' \
    '866e4441b07fb002bb0bed5d0e965ab869e8e237a9c4b3990d8e49ffc891a409  /var/lib/apt/lists/snapshot.debian.org_archive_debian_20261122T000000Z_dists_trixie-updates_InRelease' \
    '3d31c58caa2397eda1af459a0db092bb3b8f5abb31c67e50e1dd491958c2ddb9  /var/lib/apt/lists/snapshot.debian.org_archive_debian-security_20261122T000000Z_dists_trixie-security_InRelease' \
 && apt-get update \
 && sha256sum --check --strict --quiet /tmp/apt.sums \
 && case "$(dpkg --print-architecture)" in \
    amd64) set -- \
      binutils=2.44-3 \
      binutils-x86-64-linux-gnu=2.44-3 \
      build-essential=12.12 \
      rpcsvc-proto=1.4.3-1 ;; \
    arm64) set -- \
      binutils=2.44-3 \
      binutils-aarch64-linux-gnu=2.44-3 \
      build-essential=12.12 \
      rpcsvc-proto=1.4.3-1+b1 ;; \
    *) echo 'app.lock has no packages for this platform' >&2; exit 1 ;; \
    esac \
 && apt-get install -y --no-install-recommends --no-remove "$@" \
 && rm -rf /tmp/apt.* /var/lib/apt/lists/* /var/cache/ldconfig/aux-cache /var/log/apt /var/log/dpkg.log

# Reads poetry.lock as `poetry check --lock` and `poetry export --only main` do, without Poetry and the fifty packages that it brings
COPY <<'EOF' /tmp/locked.py
import hashlib, json, sys

try:
    import tomllib
except ImportError:
    import pip._vendor.tomli as tomllib

with open("pyproject.toml", "rb") as file:
    project = tomllib.load(file)
with open("poetry.lock", "rb") as file:
    lock = tomllib.load(file)

# Lock and pyproject.toml must agree: the lock holds a hash of what it was made from, since Poetry 2.3 with groups
def content_hash(groups):
    content = {key: project.get("project", {}).get(key) for key in ("requires-python", "dependencies", "optional-dependencies")}
    content = {"project": {key: value for key, value in content.items() if value is not None}, "dependency-groups": groups}
    content = {key: value for key, value in content.items() if value}
    said = project.get("tool", {}).get("poetry", {})
    always = () if content else ("dependencies", "source", "extras", "dev-dependencies")
    keys = ("dependencies", "source", "extras", "dev-dependencies", "group")
    poetry = {key: said.get(key) for key in keys if key in always or said.get(key) is not None}
    content = {**content, "tool": {"poetry": poetry}} if content else poetry
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

if lock["metadata"]["lock-version"] != "2.1":
    sys.exit("poetry.lock is of another format than 2.1: run `poetry lock` with Poetry 2")
if lock["metadata"]["content-hash"] not in [content_hash(project.get("dependency-groups", {})), content_hash({})]:
    sys.exit("pyproject.toml changed since poetry.lock was made: run `poetry lock`")

indexes, lines = set(), []
for package in lock["package"]:
    if "main" not in package["groups"]:
        continue
    source = package.get("source", {"type": "legacy"})
    if source["type"] != "legacy" or not package["files"]:
        sys.exit(f"{package['name']} has no hash in poetry.lock, as it comes from a {source['type']}: publish it as a package, or use another manager")
    if "url" in source:
        indexes.add("--extra-index-url " + source["url"])
    markers = package.get("markers", "")
    markers = markers.get("main", "") if isinstance(markers, dict) else markers
    hashes = sorted("--hash=" + file["hash"] for file in package["files"])
    lines.append(f"{package['name']}=={package['version']}{' ; ' + markers if markers else ''} {' '.join(hashes)}")
print(*sorted(indexes), *sorted(lines), sep="\n")
EOF

RUN --mount=type=cache,target=/root/.cache/pip \
    --mount=type=bind,source=poetry.lock,target=poetry.lock \
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \
    python /tmp/locked.py > /tmp/requirements.txt \
 && python -m venv --without-pip .venv \
 && pip --python=.venv install --no-compile --no-deps --require-hashes -r /tmp/requirements.txt

# Bytecode without time stamps (what is not for this Python is skipped), then nothing to write to
RUN python -m compileall -f -qq --invalidation-mode unchecked-hash /app/.venv; \
    chmod -R a=rX .venv

# build: the app's own code
FROM deps AS build
ENV PATH=/app/.venv/bin:$PATH
COPY app ./app/
RUN python -B -c 'import app.main'

# What leaves this stage, laid out as in the image: with its bytecode, readable by all, writable by none
RUN python -m compileall -f -qq --invalidation-mode unchecked-hash -p /app app \
 && mkdir -p /out/app /writable/1/media \
 && cp -a --parents app /out/app/ \
 && chmod 0755 /writable/1/media \
 && chmod -R a=rX /out

# runtime: what ships
FROM python:3.13-slim-trixie@sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6 AS runtime
ENV HOME=/tmp \
    PATH=/app/.venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

# What app.lock names and nothing else, from the archive as of 20261122T000000Z: another index fails, and so does another package
RUN export APT_CONFIG=/tmp/apt.conf \
 && echo 'Dir::Etc { SourceList "/tmp/apt.list"; SourceParts "/dev/null"; Preferences "/tmp/apt.pref"; }; Acquire::Retries "3";' > /tmp/apt.conf \
 && printf '%s\n' > /tmp/apt.list \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian/20261122T000000Z trixie main' \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian/20261122T000000Z trixie-updates main' \
    'deb [check-valid-until=no signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://snapshot.debian.org/archive/debian-security/20261122T000000Z trixie-security main' \
 && printf '%s\n' > /tmp/apt.pref \
    'Package: *' 'Pin: release *' 'Pin-Priority: -1' '' \
    'Package: gcc-14-base libc6 libdb5.3t64 libgcc-s1 libssl3t64 libzstd1 openssl-provider-legacy zlib1g' 'Pin: release *' 'Pin-Priority: 500' \
 && printf '%s\n' > /tmp/apt.sums \
    '0584fba32e13e0ab8285fb16c27adea1ec03a73669c18702821094fd6ca86675  /var/lib/apt/lists/snapshot.debian.org_archive_debian_20261122T000000Z_dists_trixie_InRelease' \
    '866e4441b07fb002bb0bed5d0e965ab869e8e237a9c4b3990d8e49ffc891a409  /var/lib/apt/lists/snapshot.debian.org_archive_debian_20261122T000000Z_dists_trixie-updates_InRelease' \
    '3d31c58caa2397eda1af459a0db092bb3b8f5abb31c67e50e1dd491958c2ddb9  /var/lib/apt/lists/snapshot.debian.org_archive_debian-security_20261122T000000Z_dists_trixie-security_InRelease' \
 && apt-get update \
 && sha256sum --check --strict --quiet /tmp/apt.sums \
 && apt-get install -y --no-install-recommends --no-remove \
    libcom-err2=1.47.2-3+b12 \
    libgssapi-krb5-2=1.21.3-5+deb13u1 \
    libk5crypto3=1.21.3-5+deb13u1 \
    libkeyutils1=1.6.3-6 \
    libkrb5-3=1.21.3-5+deb13u1 \
    libkrb5support0=1.21.3-5+deb13u1 \
    libldap2=2.6.10+dfsg-1 \
    libpq5=17.12-0+deb13u1 \
    libsasl2-2=2.1.28+dfsg1-9 \
    libsasl2-modules-db=2.1.28+dfsg1-9 \
 && rm -rf /tmp/apt.* /var/lib/apt/lists/* /var/cache/ldconfig/aux-cache /var/log/apt /var/log/dpkg.log
COPY --from=deps --chown=65532:65532 /app/ /app/
COPY --from=build --chown=65532:65532 /out/ /

# The only folders that the app writes to; volumes, so that it can with a read-only root too
COPY --from=build --chown=65532:65532 /writable/1/ /app/
VOLUME ["/app/media"]

WORKDIR /app
USER 65532:65532
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
STOPSIGNAL SIGTERM
LABEL org.opencontainers.image.base.digest="sha256:9662417aace5ae7b8e2609cce472b72a8958e134ba372808abe9cc1a0c0125e6" \
      org.opencontainers.image.base.name="docker.io/library/python:3.13-slim-trixie" \
      org.opencontainers.image.description="Keeps notes in a folder" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.title="Notes"

ENTRYPOINT ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
