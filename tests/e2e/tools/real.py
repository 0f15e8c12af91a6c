"""Reads the lists of real.sh, the logs of its steps, and makes the table of what came of them.

usage: real.py list LIST…            a line a project, fields parted by the unit separator
       real.py plan PLAN.json KEY    language, manager, port, writable, command or context of a plan; empty when there is none
       real.py why STEP LOG          the line of a log that says most
       real.py table RESULTS LIST…   Markdown
       real.py rate RESULTS LIST…    how many of them run
"""

import json
import pathlib
import re
import shlex
import sys

KEYS = ("args", "env", "says", "init", "run", "in", "note", "group")
KINDS = ("pypi", "crate", "npm", "made", "folder")
SAID = {
    "runs": "runs",
    "no-run": "does not run",
    "no-build": "does not build",
    "refused": "`init` refuses",
    "no-lab": "not in the lab",
    "no-fetch": "not fetched",
    "builds": "builds",
    "init": "compiles",
}


def projects(lists):
    """Each line of the lists."""
    for path in lists:
        path = pathlib.Path(path)
        for number, line in enumerate(path.read_text().splitlines(), 1):
            words = shlex.split(line, comments=True)
            if not words:
                continue
            keys = dict(word.split("=", 1) for word in words[3:] if "=" in word)
            if len(words) < 3 or words[0] not in KINDS or len(keys) != len(words) - 3 or set(keys) - set(KEYS):
                sys.exit(f"{path}:{number}: not KIND NAME VERSION [KEY=VALUE…]")
            yield {"folder": str(path.parent), "kind": words[0], "name": words[1], "version": words[2], **keys}


def key(project):
    """What the line of a project's outcome begins with."""
    return (project["kind"], "/".join(filter(None, [project["name"], project.get("in")])), project["version"])


def results(path):
    lines = (line.split("\t") for line in pathlib.Path(path).read_text().splitlines())
    return {tuple(line[:3]): line[3:] for line in lines}


def why(step, log):
    """The first error of hullwright, the last one of a builder."""
    text = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", pathlib.Path(log).read_text(errors="replace")) if pathlib.Path(log).exists() else ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if step in ("init", "lock"):
        told = [line for line in lines if line.startswith("error")]
        return (told or lines or ["it says nothing"])[0]
    steps = [re.sub(r"^#\d+ (\d+\.\d+ )?", "", line) for line in lines if re.match(r"^#\d+ \d", line)] or lines
    told = [line for line in steps if re.search(r"\b(error|ERROR|Error|fatal|No such file|not found)\b", line)]
    return (told or steps or ["it says nothing"])[-1]


def plan(path, key):
    try:
        read = json.loads(pathlib.Path(path).read_text())
    except (OSError, ValueError):
        return ""
    runtime = read["runtime"]
    return {
        "language": read["language"],
        "manager": read["manager"],
        "port": str((runtime["ports"] or [""])[0]),
        "writable": " ".join(w["parent"] + w["name"] for w in runtime["writable"]),
        "command": " ".join(runtime["command"]),
        "context": read["context"],
    }[key]


def cell(text):
    return text.replace("|", "\\|").replace("<", "&lt;")


def table(known, lists):
    group = None
    for project in projects(lists):
        if project.get("group", "") != group:
            group = project.get("group", "")
            print(f"\n### {group}\n" if group else "")
            print("| project | version | as | outcome | |\n|---|---|---|---|---|")
        word, kind, detail = known.get(key(project), ("", "", "not tried"))
        name = pathlib.Path(project["name"]).name if project["kind"] == "folder" else project["name"]
        name = "/".join(filter(None, [name, project.get("in")]))
        detail = project.get("note") or f"`{detail}`"
        if project.get("init"):
            detail += f" (with `{project['init']}`)"
        print(f"| {name} | {project['version']} | {kind} | {SAID.get(word, word)} | {cell(detail)} |")


def rate(known, lists):
    found = [known.get(key(p), [""])[0] for p in projects(lists)]
    tried = [word for word in found if word and word not in ("no-lab", "no-fetch")]
    runs = tried.count("runs")
    print(f"{runs} of {len(tried)} run" + (f" ({100 * runs // len(tried)} %)" if tried else "") + "; " + ", ".join(f"{found.count(w)} {w or 'not tried'}" for w in sorted(set(found))))


match sys.argv[1:]:
    case ["list", *lists]:
        for project in projects(lists):
            fields = [project["folder"], project["kind"], project["name"], project["version"]]
            print("\x1f".join(fields + [project.get(key, "") for key in KEYS[:6]]))
    case ["plan", path, key]:
        print(plan(path, key))
    case ["why", step, log]:
        print(why(step, log))
    case ["table", path, *lists]:
        table(results(path), lists)
    case ["rate", path, *lists]:
        rate(results(path), lists)
    case _:
        sys.exit(__doc__)
