"""Says of each case what the linters found in its Dockerfile: CASES/CASE/TOOL.txt has a line a finding, whose first word is the rule.

usage: linted.py FOLDER CHECKOV_JSON HADOLINT_JSON CASES   (FOLDER/CASE/Dockerfile is what they looked at)
"""

import json
import pathlib
import sys

folder, *reports, cases = map(pathlib.Path, sys.argv[1:])
checkov, hadolint = (json.loads(report.read_text()) for report in reports)
names = [file.parent.name for file in sorted(folder.glob("*/Dockerfile"))]


def lines_of_checkov(name):
    of = lambda kind: [check for check in checkov["results"][kind] if check["file_path"] == f"/{name}/Dockerfile"]
    # It says what it passed, so whether it looked at all.
    if len(of("passed_checks")) > 10:
        return [f"{check['check_id']} {check['file_line_range']} {check['check_name']}" for check in of("failed_checks")]


def lines_of_hadolint(name):
    return [f"{found['code']} line {found['line']} {found['message']}" for found in hadolint if found["file"] == str(folder / name / "Dockerfile")]


for tool, lines_of in (("checkov", lines_of_checkov), ("hadolint", lines_of_hadolint)):
    for name in names:
        lines = lines_of(name)
        if lines is not None:
            (cases / name / f"{tool}.txt").write_text("".join(line + "\n" for line in lines))
