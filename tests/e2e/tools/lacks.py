"""Says what a build asks for that the lab does not have, by its name in waivers.txt; nothing if it has all of it.

usage: hullwright plan FOLDER | lacks.py WAIVERS
"""

import json
import pathlib
import sys


def lacks(plan, waivers):
    lines = pathlib.Path(waivers).read_text().splitlines()
    waived = {line.split("\t")[1] for line in lines if line.startswith("lab\t")}
    for image in plan["images"].values():
        if image.partition("@")[0] in waived:
            return image.partition("@")[0]
    if any(plan[stage]["family"] == "apk" and plan[stage]["packages"] for stage in ("build", "runtime")):
        return "apk"
    return ""


if __name__ == "__main__":
    print(lacks(json.load(sys.stdin), sys.argv[1]))
