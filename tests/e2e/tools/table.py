"""Makes the table out of what the run recorded: for the terminal, or as the page docs/proofs.md.

usage: table.py list PROOFS_FOLDER
       table.py terminal|markdown RESULTS PROOFS_FOLDER WAIVERS VERSIONS IMAGES CASE…

RESULTS has a line a proof: case, proof, outcome, milliseconds, detail. What a proof says is the comment
above its function in PROOFS_FOLDER. A proof with no outcome counts as failed. Exit code 1: something failed.
"""

import pathlib
import re
import sys

SIGN = {"pass": "✓", "fail": "**✗**", "n/a": "–", "missing": "**?**"}


def read_results(path):
    results = {}
    for line in pathlib.Path(path).read_text().splitlines():
        case, proof, outcome, milliseconds, detail = line.split("\t")
        results[case, proof] = outcome, int(milliseconds), detail
    return results


def read_proofs(folder):
    """name → sentence, in the order of the files: each is a comment `# name: sentence` above `proof_name()`."""
    proofs = {}
    for path in sorted(pathlib.Path(folder).glob("*.sh"), key=lambda p: ORDER.index(p.stem)):
        for name, sentence in re.findall(r"^# ([a-z-]+)(?: [A-Z ]+)?: ((?:.*\n)(?:#.*\n)*)(?:proof|measure)_", path.read_text(), re.M):
            proofs[name] = " ".join(sentence.replace("\n#", " ").split())
    return proofs


ORDER = ["build", "image", "run", "others"]


def terminal(results, proofs, cases):
    width = max(map(len, cases))
    for case in cases:
        of = {proof: results.get((case, proof), ("missing", 0, "did not run")) for proof in proofs}
        count = lambda *outcomes: sum(o[0] in outcomes for o in of.values())
        print(f"{case:{width}}  {count('pass'):2} passed  {count('fail', 'missing'):2} failed  {count('n/a'):2} n/a  "
              f"{sum(o[1] for o in of.values()) / 1000:6.1f} s  {of['size'][2]}")
        for proof, (outcome, _, detail) in of.items():
            if outcome in ("fail", "missing"):
                print(f"{'':{width}}  {outcome}: {proof}: {detail}")


def markdown(results, proofs, cases, waivers, versions, images):
    checks = [proof for proof in proofs if proof != "size"]
    print("# What was proved\n\nWritten by `tests/e2e/run.sh --write-docs`; do not edit. Each example was compiled, built by a real builder and run hardened:"
          " read-only root, a tmpfs on `/tmp` only, no capabilities, no new privileges, no network.\n")
    print(f"✓ holds · – does not apply to this example · {SIGN['fail']} fails\n")
    print("| |" + "".join(f" {case} |" for case in cases))
    print("|---|" + ":-:|" * len(cases))
    for proof in checks:
        row = (SIGN[results.get((case, proof), ("missing",))[0]] for case in cases)
        print(f"| [{proof}](#{proof}) |" + "".join(f" {sign} |" for sign in row))
    print("\n## Sizes, unpacked\n\n| example | image | of which the base |\n|---|--:|--:|")
    for case in cases:
        size = re.findall(r"[\d.]+ MB", results.get((case, "size"), ("", 0, ""))[2]) or ["?", "?"]
        print(f"| {case} | {size[0]} | {size[1]} |")
    print("\n## What each line says\n")
    for proof in checks:
        print(f"### {proof}\n\n{proofs[proof][:1].upper()}{proofs[proof][1:]}")
        reasons = {}
        for case in cases:
            outcome, _, detail = results.get((case, proof), ("missing", 0, ""))
            if outcome == "n/a":
                reasons.setdefault(detail, []).append(case)
        for reason, where in reasons.items():
            print(f"\nDoes not apply, because {reason}: {', '.join(where)}.")
        print()
    print("## Waived by name\n\n| tool | rule | reason |\n|---|---|---|")
    for line in pathlib.Path(waivers).read_text().splitlines():
        if line and not line.startswith("#"):
            print("| " + " | ".join(line.split("\t")) + " |")
    print("\n## What ran\n")
    print(pathlib.Path(versions).read_text())
    print("The base images stand in for the real ones, under their names, since no registry was within reach:\n\n| tag | differs from the real one in |\n|---|---|")
    for line in pathlib.Path(images).read_text().splitlines():
        if line and not line.startswith("#"):
            tag, *_, difference = line.split("\t")
            print(f"| {tag} | {difference} |")


def main(style, results_file, proofs_folder, waivers, versions, images, *cases):
    results, proofs = read_results(results_file), read_proofs(proofs_folder)
    unknown = {proof for _, proof in results} - set(proofs)
    assert not unknown, f"no comment says what these proofs say: {unknown}"
    if style == "terminal":
        terminal(results, proofs, cases)
    else:
        markdown(results, proofs, cases, waivers, versions, images)
    outcomes = [results.get((case, proof), ("missing",))[0] for case in cases for proof in proofs]
    failed = sum(outcome in ("fail", "missing") for outcome in outcomes)
    if style == "terminal":
        print(f"\n{outcomes.count('pass')} passed, {failed} failed, {outcomes.count('n/a')} not applicable")
    return 1 if failed or not cases else 0


if sys.argv[1] == "list":
    for proof, sentence in read_proofs(sys.argv[2]).items():
        print(f"{proof}: {sentence}")
else:
    sys.exit(main(*sys.argv[1:]))
