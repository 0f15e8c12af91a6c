#!/usr/bin/env python3
"""Prints `[first-for]` of presets/python.toml: the release of each package from which on all have a wheel for a version of Python.

    python3 scripts/wheels.py 3.11 3.12 3.13 3.14 < packages

Reads names from standard input, asks the index that pip is set up for, by pip's own code, and names only packages whose wheels are made for one
version of Python each: pure ones and those of the stable ABI work with later ones, too.
"""

import re
import sys

from pip._internal.cli.req_command import RequirementCommand
from pip._internal.commands import create_command
from pip._internal.index.collector import parse_links
from pip._vendor.packaging.version import InvalidVersion, Version


def files(name):
    """The names of all files that the index has of a package."""
    command = create_command("download")
    options, _ = command.parse_args([name])
    with command.main_context():
        session = command.get_default_session(options)
        collector = RequirementCommand._build_package_finder(command, options, session)._link_collector
        for source in collector.collect_sources(name, lambda *_: []).index_urls:
            for link in parse_links(collector.fetch_response(source._link)):
                yield link.filename


def main(pythons):
    for name in filter(None, (line.strip() for line in sys.stdin)):
        releases = {}
        for file in files(name):
            wheel = re.fullmatch(r"(.+?)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-(manylinux[^-]*x86_64[^-]*|any)\.whl", file)
            try:
                version = Version(wheel[2]) if wheel else None
            except InvalidVersion:
                continue
            if version and not version.is_prerelease:
                releases.setdefault(version, set()).update(fits(wheel[3], wheel[4], pythons))
        firsts = {}
        for python in pythons:
            for version in sorted(releases, reverse=True):
                if python in releases[version]:
                    firsts[python] = version
                elif python in firsts:  # else it is one that dropped it
                    break
        parts = [f'"{python}" = "{firsts[python]}"' for python in pythons if python in firsts]
        print(f"{name} = {{ {', '.join(parts)} }}")


def fits(tags, abi, pythons):
    """The versions of Python that take a wheel with these tags."""
    for python in pythons:
        tag = "cp" + python.replace(".", "")
        named = tags.split(".")
        stable = abi == "abi3" and any(re.fullmatch(r"cp3\d+", t) and int(t[3:]) <= int(tag[3:]) for t in named)
        if tag in named or stable or abi == "none" and any(t.startswith("py") for t in named):
            yield python


main(sys.argv[1:])
