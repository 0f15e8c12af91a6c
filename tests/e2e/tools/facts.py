"""Says as shell assignments what an app.toml promises, for the proofs to hold the image to.

usage: hullwright plan FOLDER | facts.py FOLDER NOT_HAD   (the folder of app.toml and its Dockerfile)

Who it runs as comes from app.toml alone; what app.toml leaves to the preset comes from the plan.
"""

import json
import pathlib
import re
import shlex
import sys
import tomllib

# What a language reads at run time besides the app's own files: which kind of modules they are, which packages there are.
ALSO_SHIPPED = {"node": ["package.json"], "bun": ["package.json"], "ruby": ["Gemfile", "Gemfile.lock", ".ruby-version"]}

folder = pathlib.Path(sys.argv[1])
manifest = tomllib.loads((folder / "app.toml").read_text())
dockerfile = (folder / "Dockerfile").read_text()
plan = json.load(sys.stdin)

runtime = manifest.get("runtime", {})
openshift = bool(runtime.get("openshift"))  # any user, group 0
user = runtime.get("user", {})
health = runtime.get("health", {})
if not isinstance(user, dict):
    user = {"uid": user, "gid": user}
artifacts = plan["artifacts"]["files"] + [placed["from"] for placed in plan["artifacts"]["placed"]]
artifacts += [binary["from"] for binary in plan["artifacts"]["binaries"] if (folder / binary["from"]).exists()]  # made elsewhere
if plan["options"].get("project") is True:  # installed as a package, which its sources then are a part of
    artifacts += [path for copy in plan["build"]["copies"] for path in copy["from"]]
# What the project brings of what the app writes.
artifacts += [folder["from"] for folder in plan["runtime"]["writable"] if folder["from"]]
artifacts += [link["from"] for link in plan["runtime"]["links"] if link["seed"]]
artifacts += ALSO_SHIPPED.get(plan["language"], [])
artifacts += filter(None, [plan["options"].get("site")])  # a site that is in the project as it is

values = {
    "LANGUAGE": plan["language"],
    "FINAL_BASE": re.findall(r"^FROM (?:--\S+ )*(\S+)", dockerfile, re.M)[-1],
    "SHELL_PROMISED": int(plan["runtime"]["shell"]),
    "PORT": (plan["runtime"]["ports"] or [""])[0],  # none: a job or a worker
    "HEALTH": "none" if plan["runtime"]["health"]["kind"] == "none" else "probe",
    "HEALTH_PATH": health.get("path", "/healthz") if isinstance(health, dict) else "/healthz",
    "APP_UID": user.get("uid", 65532),
    "APP_GID": user.get("gid", 0 if openshift else 65532),
    "OPENSHIFT": int(openshift),
    "WRITABLE": " ".join(runtime.get("writable", [])),
    "SECRETS": " ".join(secret["id"] for secret in manifest.get("build", {}).get("secrets", [])),
    "NOT_HAD": sys.argv[2],
    "ARTIFACTS": " ".join(artifact.removeprefix("./") for artifact in artifacts),
}
for name, value in values.items():
    print(f"{name}={shlex.quote(str(value))}")
