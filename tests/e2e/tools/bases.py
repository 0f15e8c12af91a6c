"""The base variants of a preset, for an app.toml.

usage: bases.py others APP_TOML PRESETS      the other bases of its language, a line each
       bases.py choose APP_TOML BASE         writes that base into app.toml
"""

import pathlib
import re
import sys
import tomllib


def others(app_toml, presets):
    app = tomllib.loads(pathlib.Path(app_toml).read_text())
    preset = tomllib.loads((pathlib.Path(presets) / f"{app['app']['language']}.toml").read_text())
    needs = app.get("build", {}).get("options", {})
    names = [base["name"] for base in preset["bases"]]
    # Without a base of its own it has the first that its options allow.
    own = app.get("runtime", {}).get("base") or next(
        base["name"] for base in preset["bases"] if all(needs.get(option, False) == value for option, value in base.get("requires", {}).items())
    )
    print(*(name for name in names if name != own), sep="\n")


def choose(app_toml, base):
    path = pathlib.Path(app_toml)
    text = re.sub(r'^base = .*\n', "", path.read_text(), flags=re.M)
    if not re.search(r"^\[runtime\]$", text, re.M):
        text += "\n[runtime]\n"
    path.write_text(re.sub(r"^\[runtime\]$", f'[runtime]\nbase = "{base}"', text, flags=re.M))
    assert tomllib.loads(path.read_text())["runtime"]["base"] == base


{"others": others, "choose": choose}[sys.argv[1]](*sys.argv[2:])
