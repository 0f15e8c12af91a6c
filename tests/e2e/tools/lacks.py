"""Says what a build asks for that the lab does not have: an image, or `apk`; nothing if it has all of it.

usage: hullwright plan FOLDER | lacks.py IMAGES_TSV
"""

import json
import pathlib
import sys


def lacks(plan, images_tsv):
    lines = pathlib.Path(images_tsv).read_text().splitlines()
    had = {line.split("\t")[0] for line in lines if line and not line.startswith("#")}
    images = (image.partition("@")[0] for image in plan["images"].values())
    missing = next((image for image in images if image not in had), "")
    asks_for_apk = any(plan[stage]["family"] == "apk" and plan[stage]["packages"] for stage in ("build", "runtime"))
    return missing or ("apk" if asks_for_apk else "")


if __name__ == "__main__":
    print(lacks(json.load(sys.stdin), sys.argv[1]))
