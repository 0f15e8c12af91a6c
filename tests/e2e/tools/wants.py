"""What a build asks for that a lab may not have: `apk` if it installs packages of Alpine, then its images' tags.

usage: hullwright plan FOLDER | wants.py
"""

import json
import sys

text = sys.stdin.read()
if text:
    plan = json.loads(text)
    if any(plan[stage]["family"] == "apk" and plan[stage]["packages"] for stage in ("build", "runtime")):
        print("apk")
    print(*sorted({image.split("@")[0] for image in plan["images"].values()}), sep="\n")
