#!/bin/bash
# The generated Dockerfile reads poetry.lock by itself; here that is held against Poetry, 2 and 1: for every project the same
# packages, versions, conditions and hashes, and a refusal wherever Poetry refuses.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: pins.sh [--poetry VERSION] [--poetry-1 VERSION]

  --poetry VERSION     the Poetry 2 to compare with. Default: 2.5.1
  --poetry-1 VERSION   the Poetry 1 to compare with. Default: 1.8.5

Needs python3 (3.11 or newer) with venv, and pip with an index that it reaches.
TEXT
}

{
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
POETRY=2.5.1 POETRY_1=1.8.5
while [ $# -gt 0 ]; do
  case $1 in
    --poetry) POETRY=$2 && shift 2 ;;
    --poetry-1) POETRY_1=$2 && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done
WORK=$(mktemp -d /var/tmp/hullwright-pins.XXXXXX)
trap 'rm -rf "$WORK"' EXIT

python3 -m venv "$WORK/venv"
"$WORK/venv/bin/pip" install -q --disable-pip-version-check "poetry==$POETRY" poetry-plugin-export
poetry=$WORK/venv/bin/poetry
export POETRY_VIRTUALENVS_CREATE=false PYTHON_KEYRING_BACKEND=keyring.backends.null.Keyring

# The script as the Dockerfile has it.
sed -n "/^COPY <<'EOF' \/tmp\/locked.py$/,/^EOF$/p" "$ROOT/examples/python-poetry/Dockerfile" | sed '1d;$d' >"$WORK/locked.py"
[ -s "$WORK/locked.py" ] || { echo "there is no script in examples/python-poetry/Dockerfile" >&2; exit 1; }

# Requirements in one form: name, version, condition with the quotes of one kind, hashes; one line each.
cat >"$WORK/plain.py" <<'PYTHON'
import sys
from poetry.core.version.markers import parse_marker
from poetry.core.constraints.version import parse_constraint
from poetry.core.packages.utils.utils import create_nested_marker
python = parse_marker(create_nested_marker("python_version", parse_constraint(sys.argv[1])))
for line in sorted(sys.stdin.read().replace("\\\n", " ").splitlines()):
    line = line.strip()
    if not line or line.startswith("--"):
        # Where the index is: Poetry says it in other words.
        continue
    name, _, rest = line.partition("--hash=")
    name, _, marker = name.partition(";")
    if marker.strip() and not parse_marker(marker.strip()).validate({"extra": ()}) and "extra ==" in marker:
        # Only for those who ask for an extra: pip passes it over, Poetry leaves it out.
        continue
    # Poetry repeats what pyproject.toml says of Python in every condition.
    marker = python.intersect(parse_marker(marker.strip()).without_extras() if marker.strip() else python)
    print(name.strip(), "|", marker, "|", *sorted(("--hash=" + rest).split()))
PYTHON

failed=0
# same NAME PYTHON: both read the project in $WORK/NAME the same way.
same() {
  local project=$WORK/$1
  if (cd "$project" && "$poetry" check -q --lock && "$poetry" export -q --only main -o ../poetry.txt &&
    python3 ../locked.py >../own.txt &&
    for file in poetry own; do "$WORK/venv/bin/python" ../plain.py "$2" <../$file.txt | grep . >../$file.plain; done &&
    diff ../poetry.plain ../own.plain && [ "$(wc -l <../own.plain)" -ge "$3" ]); then
    echo "ok    $1: $(wc -l <"$WORK/own.plain") packages"
  else
    echo "FAIL  $1"
    failed=1
  fi
}

# refused NAME MESSAGE: neither takes it.
refused() {
  if ! (cd "$WORK/$1" && "$poetry" check -q --lock) 2>/dev/null && ! (cd "$WORK/$1" && python3 ../locked.py) >/dev/null 2>"$WORK/said" && grep -q "$2" "$WORK/said"; then
    echo "ok    $1: $(cat "$WORK/said")"
  else
    echo "FAIL  $1"
    failed=1
  fi
}

# project NAME: a folder with the pyproject.toml of standard input and its lock, from the index that pip is set up with.
project() {
  local index
  index=$(python3 -m pip config get global.index-url 2>/dev/null) || index=https://pypi.org/simple
  mkdir -p "$WORK/$1"
  { cat && printf '[[tool.poetry.source]]\nname = "index"\nurl = "%s"\npriority = "primary"\n' "$index"; } >"$WORK/$1/pyproject.toml"
  (cd "$WORK/$1" && "$poetry" lock -q) || { echo "FAIL  $1: no lock could be made" && exit 1; }
}

mkdir "$WORK/example"
cp "$ROOT"/examples/python-poetry/{pyproject.toml,poetry.lock} "$WORK/example"
same example ">=3.13" 4

project conditions <<'TOML'
[project]
name = "conditions"
version = "0.1.0"
requires-python = ">=3.10,<4.0"
dependencies = ["requests", "colorama ; sys_platform == 'win32'", "tomli ; python_version < '3.11'", "uvicorn[standard]"]
[project.optional-dependencies]
extra = ["flask"]
[dependency-groups]
dev = ["iniconfig"]
[tool.poetry]
package-mode = false
TOML
same conditions ">=3.10,<4.0" 15

project classic <<'TOML'
[tool.poetry]
name = "classic"
version = "0.1.0"
description = ""
authors = []
package-mode = false
[tool.poetry.dependencies]
python = "^3.11"
httpx = { version = "*", extras = ["http2"] }
[tool.poetry.group.dev.dependencies]
iniconfig = "*"
TOML
same classic "^3.11" 5

cp -r "$WORK/conditions" "$WORK/changed"
sed -i 's/"requests"/"requests", "attrs"/' "$WORK/changed/pyproject.toml"
refused changed "pyproject.toml changed since poetry.lock was made"
cp -r "$WORK/conditions" "$WORK/changed-group"
sed -i 's/"iniconfig"/"iniconfig", "pluggy"/' "$WORK/changed-group/pyproject.toml"
refused changed-group "pyproject.toml changed since poetry.lock was made"

# Poetry 1, whose lock does not say what is for development: what is left when the conditions are asked of this Python.
python3 -m venv "$WORK/venv-1"
"$WORK/venv-1/bin/pip" install -q --disable-pip-version-check "poetry==$POETRY_1" "poetry-plugin-export<1.9"
poetry=$WORK/venv-1/bin/poetry
sed -n "/^COPY <<'EOF' \/tmp\/locked.py$/,/^EOF$/p" "$ROOT/examples/python-poetry-1/Dockerfile" | sed '1d;$d' >"$WORK/locked.py"
[ -s "$WORK/locked.py" ] || { echo "there is no script in examples/python-poetry-1/Dockerfile" >&2; exit 1; }
cat >"$WORK/plain.py" <<'PYTHON'
import re
import sys
from packaging.requirements import Requirement
for line in sorted(sys.stdin.read().replace("\\\n", " ").splitlines()):
    said, *hashes = line.strip().split("--hash=")
    if said and not said.startswith("--"):
        found = Requirement(said.strip())
        if found.marker is None or found.marker.evaluate({"extra": ""}):
            print(re.sub(r"[-_.]+", "-", found.name).lower(), found.specifier, *sorted(h.strip() for h in hashes))
PYTHON

rm -r "$WORK/example"
mkdir "$WORK/example"
cp "$ROOT"/examples/python-poetry-1/{pyproject.toml,poetry.lock} "$WORK/example"
same example "" 9

project before <<'TOML'
[tool.poetry]
name = "before"
version = "0.1.0"
description = ""
authors = []
[tool.poetry.dependencies]
python = "^3.11"
Flask = "^3.0"
uvicorn = { version = "^0.30", extras = ["standard"] }
requests = { version = "^2.31", extras = ["socks"] }
pywin32 = { version = "*", markers = "sys_platform == 'win32'" }
rich = { version = "^13", optional = true }
typing_extensions = "*"
[tool.poetry.extras]
colours = ["rich"]
[tool.poetry.group.dev.dependencies]
pytest = "^8"
TOML
same before "" 20
# as Poetry before 1.3 wrote it: all hashes in one table
cp -r "$WORK/before" "$WORK/long-before"
"$WORK/venv-1/bin/python" - "$WORK/long-before/poetry.lock" <<'PYTHON'
import sys
import tomllib

path = sys.argv[1]
with open(path, "rb") as file:
    lock = tomllib.load(file)
text = open(path).read()
parts = []
for number, part in enumerate(text.split("\n[[package]]\n")):
    start = part.find("\nfiles = [")
    parts.append(part if start < 0 else part[:start] + part[part.index("\n]\n", start) + 2 :])
text = "\n[[package]]\n".join(parts).replace('lock-version = "2.0"', 'lock-version = "1.1"')
text += "\n[metadata.files]\n"
for package in lock["package"]:
    files = ", ".join('{file = "%s", hash = "%s"}' % (f["file"], f["hash"]) for f in package["files"])
    text += f'"{package["name"]}" = [{files}]\n'
open(path, "w").write(text)
PYTHON
same long-before "" 20

cp -r "$WORK/before" "$WORK/changed-1"
sed -i 's/^Flask = .*/&\nattrs = "*"/' "$WORK/changed-1/pyproject.toml"
refused changed-1 "pyproject.toml changed since poetry.lock was made"
exit "$failed"
}
