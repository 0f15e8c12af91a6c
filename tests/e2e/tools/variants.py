"""The variants of an example: on each other base of its language, and for OpenShift.

usage: variants.py list APP_TOML PRESETS      their names, a line each
       variants.py choose APP_TOML NAME       makes app.toml that variant
"""

import pathlib
import re
import sys
import tomllib

OPENSHIFT = "openshift"


def variants(app_toml, presets):
    app = tomllib.loads(pathlib.Path(app_toml).read_text())
    preset = tomllib.loads((pathlib.Path(presets) / f"{app['app']['language']}.toml").read_text())
    needs, runtime = app.get("build", {}).get("options", {}), app.get("runtime", {})
    # Without a base of its own it has the first that its options allow.
    own = runtime.get("base") or next(
        base["name"] for base in preset["bases"] if all(needs.get(option, False) == value for option, value in base.get("requires", {}).items())
    )
    names = [base["name"] for base in preset["bases"] if base["name"] != own]
    return names if runtime.get(OPENSHIFT) else [*names, OPENSHIFT]


def choose(app_toml, name):
    path = pathlib.Path(app_toml)
    text = path.read_text()
    key, value = (OPENSHIFT, "true") if name == OPENSHIFT else ("base", f'"{name}"')
    text = re.sub(rf"^{key} = .*\n", "", text, flags=re.M)
    if not re.search(r"^\[runtime\]$", text, re.M):
        text += "\n[runtime]\n"
    path.write_text(re.sub(r"^\[runtime\]$", f"[runtime]\n{key} = {value}", text, flags=re.M))
    assert tomllib.loads(path.read_text())["runtime"][key] == (name if key == "base" else True)


if sys.argv[1] == "list":
    print(*variants(*sys.argv[2:]), sep="\n")
else:
    choose(*sys.argv[2:])
