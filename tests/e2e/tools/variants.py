"""The variants of an example: on each other base of its language, and for OpenShift.

usage: variants.py list APP_TOML PRESETS             their names, a line each
       variants.py choose APP_TOML NAME              makes app.toml that variant
       variants.py refusal APP_TOML PRESETS NAME     why hullwright must refuse it, if it must: `CODE: reason`.
                                                     On stdin the plan of the example as it is
"""

import json
import pathlib
import re
import sys
import tomllib

OPENSHIFT = "openshift"


def read(app_toml, presets):
    app = tomllib.loads(pathlib.Path(app_toml).read_text())
    names = {name: file for file in pathlib.Path(presets).glob("[!_]*.toml") for name in (file.stem, *tomllib.loads(file.read_text()).get("aliases", []))}
    preset = tomllib.loads(names[app["app"]["language"]].read_text())
    while "bases" not in preset:
        preset = tomllib.loads(names[preset["extends"]].read_text())
    return app, preset["bases"]


def variants(app_toml, presets):
    app, bases = read(app_toml, presets)
    needs, runtime = app.get("build", {}).get("options", {}), app.get("runtime", {})
    # Without a base of its own it has the first that its options allow.
    own = runtime.get("base") or next(
        base["name"] for base in bases if all(needs.get(option, False) == value for option, value in base.get("requires", {}).items())
    )
    names = [base["name"] for base in bases if base["name"] != own]
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


def refusal(app_toml, presets, name, plan):
    app, bases = read(app_toml, presets)
    base = next((base for base in bases if base["name"] == name), None)
    if base is None:
        return
    asked = app.get("build", {}).get("options", {})
    for option, value in base.get("requires", {}).items():
        if asked.get(option, value) != value:
            yield f"contradiction: the example is built with {option} = {json.dumps(asked[option])}, and this base needs {json.dumps(value)}"
    packages = plan["runtime"]["packages"]
    if packages and base["runtime-packages"] == "none":
        yield f"packages-impossible: the example installs {', '.join(packages)}, and this base has no package manager"


if sys.argv[1] == "list":
    print(*variants(*sys.argv[2:]), sep="\n")
elif sys.argv[1] == "choose":
    choose(*sys.argv[2:])
else:
    print(*list(refusal(*sys.argv[2:], json.load(sys.stdin)))[:1], sep="\n")
