#!/usr/bin/env python3
"""Renews what the presets ship: ends of support, and the catalogue of digests. For maintainers; the program itself never does this.

    scripts/refresh.py ends                      ask endoflife.date, and show what is out of date
    scripts/refresh.py ends --source FOLDER      the same from files PRODUCT.json that were fetched before
    scripts/refresh.py catalogue                 ask the registries, through `hullwright lock`, and show which digests moved
    scripts/refresh.py catalogue --only python   only images whose name begins like this

Nothing is written without --write. Exit code 0: all is current (or was written); 1: something is out of date or needs a look; 2: it could
not be found out. Read the differences before committing them: what is shipped is trusted by everybody's first run.
"""

import argparse
import datetime
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PRESETS = ROOT / "presets"
API = "https://endoflife.date/api/v1/products/"

# What endoflife.date calls them; None where it knows nothing and the release pages have to be read.
PRODUCTS = {
    "bun": "bun",
    "dart": None,
    "deno": "deno",
    "dotnet": "dotnet",
    "elixir": "elixir",
    "erlang": "erlang",
    "go": "go",
    "java": "eclipse-temurin",
    "julia": "julia",
    "kotlin": "eclipse-temurin",
    "node": "nodejs",
    "perl": "perl",
    "php": "php",
    "python": "python",
    "ruby": "ruby",
    "rust": "rust",
    "scala": "eclipse-temurin",
    "swift": None,
}
SYSTEMS = {"Alpine": "alpine-linux", "Debian": "debian", "Ubuntu": "ubuntu"}

VERSION = re.compile(r'\{ cycle = "(?P<cycle>[^"]+)"(?:, eol = "(?P<eol>[^"]+)")?')
SYSTEM = re.compile(r'\{ name = "(?P<name>\w+) (?P<cycle>[0-9.]+)", eol = "(?P<eol>[^"]+)"')
AS_OF = re.compile(r'^as-of = "[^"]+"$', re.MULTILINE)


def die(message):
    print(f"error: {message}", file=sys.stderr)
    sys.exit(2)


def today():
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


class Ends:
    """When the cycles of products end, asked for once each."""

    def __init__(self, source):
        self.source, self.known = source, {}

    def read(self, product):
        if self.source:
            return (pathlib.Path(self.source) / f"{product}.json").read_bytes()
        request = urllib.request.Request(API + product, headers={"accept": "application/json", "user-agent": "hullwright-refresh"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.read(4 << 20)

    def of(self, product, cycle):
        """The day, None when there is none yet, or KeyError when the cycle is not known."""
        if product not in self.known:
            try:
                releases = json.loads(self.read(product))["result"]["releases"]
                self.known[product] = {r["name"]: r["eolFrom"] for r in releases}
            except (OSError, ValueError, KeyError, TypeError) as why:
                die(f"{product}: no answer that can be used ({type(why).__name__}: {why})")
        return self.known[product][cycle]


def ends(asked):
    source, stale, doubtful = Ends(asked.source), False, False
    for path in sorted(PRESETS.glob("[a-z]*.toml")):
        text, said, doubts = path.read_text(), [], []
        language = path.stem
        product = PRODUCTS.get(language)
        if language not in PRODUCTS:
            doubts.append("no product is known for this language: add it to PRODUCTS in this script")

        def day(product, cycle, old, name):
            if product is None:
                return old
            try:
                new = source.of(product, cycle)
            except KeyError:
                doubts.append(f"{name}: {product} knows no such cycle")
                return old
            if new is None and old is not None:
                doubts.append(f"{name}: {product} names no day, the preset says {old}: look at the release page")
                return old
            if new != old:
                said.append(f"{name}: {old or 'no day'} -> {new}")
            return new

        def version(found):
            new = day(product, found["cycle"], found["eol"], found["cycle"])
            return f'{{ cycle = "{found["cycle"]}"' + (f', eol = "{new}"' if new else "")

        def system(found):
            name = f"{found['name']} {found['cycle']}"
            new = day(SYSTEMS.get(found["name"]), found["cycle"], found["eol"], name)
            return f'{{ name = "{name}", eol = "{new}"'

        new = SYSTEM.sub(system, VERSION.sub(version, text))
        for line in dict.fromkeys(said + doubts):
            print(f"presets/{path.name}: {line}")
        stale, doubtful = stale or bool(said), doubtful or bool(doubts)
        if asked.write:
            if product is not None and not doubts:
                new = AS_OF.sub(f'as-of = "{today()}"', new)
            tomllib.loads(new)
            path.write_text(new)
    if not stale and not doubtful:
        print("all ends of support are current")
    return 1 if doubtful or (stale and not asked.write) else 0


def project(folder, number, image):
    """A project that needs this image and nothing else; gives the entry of its base."""
    where = folder / f"p{number}"
    where.mkdir()
    (where / "index.html").write_text("x\n")
    (where / "app.toml").write_text(f'[app]\nname = "page"\nlanguage = "page"\n[runtime]\nbase = "b{number}"\n')
    return (
        f'[[bases]]\nname = "b{number}"\nabout = "an image"\nbuild = "{image}"\nruntime = "{image}"\n'
        'build-packages = "none"\nruntime-packages = "none"\nshell = true\n\n'
    )


def resolved(images, asked):
    """What `hullwright lock` finds for images: entries of app.lock by image, and what it could not find out."""
    program = asked.hullwright or str(ROOT / "target/release/hullwright")
    library = ROOT / "tests/support/library"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        bases = "".join(project(folder, number, image) for number, image in enumerate(images))
        preset = (library / "page.toml").read_text()
        templates = folder / "templates"
        templates.mkdir()
        (templates / "page.toml").write_text(preset.replace("[[managers]]", bases + "[[managers]]", 1))
        (templates / "page.Dockerfile.tera").write_text((library / "page.Dockerfile.tera").read_text())
        command = [program, "lock", "--format", "json", "--templates", str(templates), str(folder)]
        try:
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            document = json.loads(ran.stdout)
        except (OSError, ValueError) as why:
            die(f"{program} is of no use here ({why}); build it, or name another with --hullwright")
        found = {}
        for lock in folder.glob("p*/app.lock"):
            for entry in tomllib.loads(lock.read_text())["image"]:
                found[f"{entry['name']}:{entry['tag']}"] = entry
        errors = [e["message"] or "; ".join(f["message"] for f in e["findings"]) for e in document["errors"]]
        return found, errors


def catalogue(asked):
    path = pathlib.Path(asked.catalogue or PRESETS / "catalogue.tsv")
    lines = path.read_text().splitlines()
    rows = {line.split("\t")[0]: number for number, line in enumerate(lines) if line and not line.startswith("#")}
    images = [image for image in rows if image.startswith(asked.only)]
    found, errors = resolved(images, asked)
    moved = 0
    for image in images:
        entry = found.get(image)
        if entry is None:
            continue
        old = lines[rows[image]].split("\t")
        if entry["digest"] != old[1]:
            moved += 1
            print(f"{image}: {old[1][:19]} of {old[2]} -> {entry['digest'][:19]}")
        # What the registry said today is of the best grade, whether it is new or not.
        if not entry["from"].startswith("catalogue"):
            lines[rows[image]] = "\t".join([image, entry["digest"], entry["resolved"], "A", ",".join(entry.get("platforms", [])), f"registry {entry['from']}"])
    for error in dict.fromkeys(errors):
        print(f"not found out: {error}", file=sys.stderr)
    print(f"{len(images)} images, {moved} moved, {len(images) - len([i for i in images if i in found])} not found out")
    if asked.write:
        path.write_text("\n".join(lines) + "\n")
    if errors:
        return 2
    return 1 if moved and not asked.write else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parts = parser.add_subparsers(dest="part", required=True)
    first = parts.add_parser("ends", help="ends of support")
    first.add_argument("--source", metavar="FOLDER", help="read PRODUCT.json there instead of asking endoflife.date")
    first.add_argument("--write", action="store_true", help="change the presets")
    second = parts.add_parser("catalogue", help="digests")
    second.add_argument("--only", metavar="PREFIX", default="", help="only images whose name begins like this")
    second.add_argument("--hullwright", metavar="FILE", help="the program; target/release/hullwright when left out")
    second.add_argument("--catalogue", metavar="FILE", help="another table than presets/catalogue.tsv")
    second.add_argument("--write", action="store_true", help="change the catalogue")
    asked = parser.parse_args()
    sys.exit(ends(asked) if asked.part == "ends" else catalogue(asked))


main()
