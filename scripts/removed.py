#!/usr/bin/env python3
"""Prints rows for `[first-for]` of presets/python.toml: the release of each package from which on all can be imported with a version of Python.

    python3 scripts/removed.py FIRST-FOR 3.11 3.12 3.13 < packages

Reads names from standard input and the rows that wheels.py made from the file FIRST-FOR. Asks the index that pip is set up for, by pip's own code, and
takes a release apart without installing it. It does not work with a version of Python when one of its modules, as it is imported, asks for a module
that this version no longer has, or brings modules into being in the way that 3.12 no longer knows, as old copies of six do, or when it allows only
releases of another package that have no wheel for it, by the rows. Looks for the first release that works by halves: those after it work, too, but for
rare ones that nobody should be on. A module that is not imported with its package counts all the same: read the rows before they are taken over.
"""

import ast
import io
import re
import sys
import tarfile
import tomllib
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache

from pip._internal.cli.req_command import RequirementCommand
from pip._internal.commands import create_command
from pip._internal.index.collector import parse_links
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.version import InvalidVersion, Version

# What is gone, by the documentation of each ("What's New").
GONE = {
    "3.11": {"binhex"},
    "3.12": {"asynchat", "asyncore", "distutils", "imp", "smtpd", "find_module"},
    "3.13": {"aifc", "audioop", "cgi", "cgitb", "chunk", "crypt", "imghdr", "lib2to3", "mailcap", "msilib", "nis", "nntplib", "ossaudiodev", "pipes", "sndhdr", "spwd", "sunau", "telnetlib", "uu", "xdrlib"},
}
# Packages that bring what is gone back.
BACK = {
    "audioop-lts": {"audioop"},
    "legacy-cgi": {"cgi", "cgitb"},
    "pyasynchat": {"asynchat"},
    "pyasyncore": {"asyncore"},
    "setuptools": {"distutils"},
    "zombie-imp": {"imp"},
}
# Folders whose modules are not imported with the package.
APART = re.compile(r"(^|/)(tests?|testing|examples?|docs?|benchmarks?|contrib|conftest\.py|setup\.py|scripts?|tools)(/|\.py$|$)|(^|/)test_")
NEVER = "9999"
ANY = re.compile(rb"^(?:import|from)[ \t].*\b(?:%s)\b" % "|".join(sorted(set().union(*GONE.values()))).encode(), re.MULTILINE)


def gone(python):
    wanted = tuple(int(part) for part in python.split("."))
    return {name for version, names in GONE.items() if tuple(map(int, version.split("."))) <= wanted for name in names}


class Index:
    """The index that pip is set up for."""

    def __init__(self):
        self.command = create_command("download")
        self.opened = ExitStack()
        self.opened.enter_context(self.command.main_context())
        self.options, _ = self.command.parse_args(["x"])
        self.session = self.command.get_default_session(self.options)
        self.collector = RequirementCommand._build_package_finder(self.command, self.options, self.session)._link_collector

    @cache
    def releases(self, name):
        """Each release that is no preview, with the address of what to look at."""
        found = {}
        for source in self.collector.collect_sources(name, lambda *_: []).index_urls:
            try:
                links = list(parse_links(self.collector.fetch_response(source._link)))
            except Exception:
                continue
            for link in links:
                wheel = re.fullmatch(r"(.+?)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-(manylinux[^-]*x86_64[^-]*|any)\.whl", link.filename)
                source = re.fullmatch(r".+?-(\d[^-]*)\.(tar\.gz|zip)", link.filename)
                try:
                    version = Version(wheel[2] if wheel else source[1]) if wheel or source else None
                except InvalidVersion:
                    continue
                if version and not version.is_prerelease and not link.is_yanked:
                    before = found.get(version)
                    if before is None or wheel and not before.endswith(".whl"):
                        found[version] = link.url_without_fragment
        return found

    @cache
    def open(self, url):
        """What a release asks for as it is imported, but for its own modules, and what it depends on."""
        data = self.session.get(url).content
        modules, metadata = {}, ""
        if url.endswith((".whl", ".zip")):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    if name.endswith(".py"):
                        modules[name] = archive.read(name)
                    elif name.endswith(".dist-info/METADATA"):
                        metadata = archive.read(name).decode(errors="replace")
        else:
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                for member in archive:
                    if member.isfile() and member.name.endswith(".py"):
                        modules[member.name.split("/", 1)[-1]] = archive.extractfile(member).read()
        requires = []
        for line in metadata.splitlines():
            if line.startswith("Requires-Dist:") and "extra ==" not in line:
                try:
                    requires.append(Requirement(line.split(":", 1)[1].strip()))
                except InvalidRequirement:
                    continue
        own = {path.split("/")[0].removesuffix(".py") for path in modules}
        asked = set().union(*(imported(text) for path, text in modules.items() if not APART.search(path)))
        return asked - own, requires


def imported(text):
    """What a module asks for as it is imported: at its top, and not where it is ready for a failure or for another version of Python."""
    # a finder with this method alone is passed over
    if b"def find_module" in text and b"sys.meta_path" in text and b"find_spec" not in text:
        return {"find_module"}
    if not ANY.search(text):
        return set()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return set()
    found = set()
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            found |= {alias.name.split(".")[0] for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            found.add((statement.module or "").split(".")[0])
    return found


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def made(version, ranges):
    """Whether a version is in one of the ranges: `1.10.16<2, 2.8.0`."""
    parts = [part.strip().partition("<") for part in ranges.split(",")]
    return any(version >= Version(first) and (not end or version < Version(end)) for first, _, end in parts)


def works(index, firsts, url, python):
    asked, requires = index.open(url)
    there = {"extra": "", "python_version": python, "python_full_version": python + ".0", "sys_platform": "linux", "platform_system": "Linux"}
    requires = [wanted for wanted in requires if wanted.marker is None or wanted.marker.evaluate(there)]
    back = set().union(*(BACK.get(normal(wanted.name), set()) for wanted in requires))
    back |= {normal(wanted.name).removeprefix("standard-") for wanted in requires}
    if (asked & gone(python)) - back:
        return False
    for wanted in requires:
        first = firsts.get(normal(wanted.name), {}).get(python)
        if first is None:
            continue
        if not any(made(version, first) and wanted.specifier.contains(version) for version in index.releases(normal(wanted.name))):
            return False
    return True


def first(index, firsts, name, python):
    """The first release that works; none if all do."""
    releases = sorted(index.releases(name).items())
    if not releases or not works(index, firsts, releases[-1][1], python):
        return NEVER if releases else None
    low, high = 0, len(releases) - 1
    while low < high:
        middle = (low + high) // 2
        if works(index, firsts, releases[middle][1], python):
            high = middle
        else:
            low = middle + 1
    return str(releases[high][0]) if high else None


def main(table, pythons):
    with open(table, "rb") as file:
        firsts = tomllib.load(file)["first-for"]

    def row(name):
        try:
            index = Index()
            found = {python: first(index, firsts, name, python) for python in pythons}
        except Exception as error:
            return f"# {name}: {error!r}"
        parts = [f'"{python}" = "{version}"' for python, version in found.items() if version]
        return f"{name} = {{ {', '.join(parts)} }}" if parts else ""

    names = [line.strip() for line in sys.stdin if line.strip()]
    with ThreadPoolExecutor(8) as pool:
        for line in pool.map(row, names):
            if line:
                print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
