"""Makes the table out of what the run recorded: for the terminal, or as the page docs/proofs.md.

usage: table.py list PROOFS_FOLDER
       table.py names PROOFS_FOLDER CASE
       table.py unproven RESULTS PROOFS_FOLDER CASE…    those of which something failed or is missing
       table.py terminal|markdown RESULTS PROOFS_FOLDER WAIVERS VERSIONS IMAGES CASE…

RESULTS has a line a proof: case, proof, outcome, milliseconds, detail. What a proof says is the comment
above its function in PROOFS_FOLDER. A proof with no outcome counts as failed. Exit code 1: something failed.
"""

import pathlib
import re
import sys

SIGN = {"pass": "✓", "fail": "**✗**", "n/a": "–", "no-lab": "∅", "missing": "**?**"}
ORDER = ["build", "image", "run", "others"]
# Said of an example as it is only: each takes as long as all others together.
OWN_BASE_ONLY = {"above", "reproducible", "buildah"}


def read_results(path):
    results = {}
    for line in pathlib.Path(path).read_text().splitlines():
        case, proof, outcome, milliseconds, detail = line.split("\t")
        assert (case, proof) not in results, f"{proof} of {case} was done twice"
        results[case, proof] = outcome, int(milliseconds), detail
    return results


def read_proofs(folder):
    """name → sentence, in the order of the files: each is a comment `# name: sentence` above `proof_name()`."""
    proofs = {}
    for path in sorted(pathlib.Path(folder).glob("*.sh"), key=lambda p: ORDER.index(p.stem)):
        for name, sentence in re.findall(r"^# ([a-z-]+)(?: [A-Z ]+)?: ((?:.*\n)(?:#.*\n)*)(?:proof|measure)_", path.read_text(), re.M):
            proofs[name] = " ".join(sentence.replace("\n#", " ").split())
    return proofs


def read_waivers(path):
    return [line.split("\t") for line in pathlib.Path(path).read_text().splitlines() if line and not line.startswith("#")]


def expected(case, proofs):
    """The proofs that a case must have an outcome for, unless it is one that must be refused."""
    return [proof for proof in proofs if proof != "refused" and not ("@" in case and proof in OWN_BASE_ONLY)]


def outcomes_of(case, results, proofs):
    if (case, "refused") in results:
        return {"refused": results[case, "refused"]}
    return {proof: results.get((case, proof), ("missing", 0, "did not run")) for proof in expected(case, proofs)}


def terminal(rows):
    width = max(map(len, rows))
    for case, of in rows.items():
        count = lambda *outcomes: sum(o[0] in outcomes for o in of.values())
        print(f"{case:{width}}  {count('pass'):2} passed  {count('fail', 'missing'):2} failed  {count('n/a'):2} n/a  {count('no-lab'):2} not in the lab  "
              f"{sum(o[1] for o in of.values()) / 1000:6.1f} s  {of.get('size', ('', 0, ''))[2]}")
        for proof, (outcome, _, detail) in of.items():
            if outcome in ("fail", "missing"):
                print(f"{'':{width}}  {outcome}: {proof}: {detail}")
    took = {}
    for of in rows.values():
        for proof, (_, milliseconds, _) in of.items():
            took[proof] = took.get(proof, 0) + milliseconds / 1000
    print("\nSeconds by proof: " + ", ".join(f"{proof} {seconds:.0f}" for proof, seconds in sorted(took.items(), key=lambda pair: -pair[1])))


def grid(rows, proofs):
    print("| |" + "".join(f" [{proof}](#{proof}) |" for proof in proofs))
    print("|---|" + ":-:|" * len(proofs))
    for case, of in rows.items():
        print(f"| {case} |" + "".join(f" {SIGN[of[proof][0]]} |" for proof in proofs))


def markdown(rows, proofs, waivers, versions, images):
    own = {case: of for case, of in rows.items() if "@" not in case}
    variants = {case: of for case, of in rows.items() if "@" in case and "refused" not in of}
    refused = {case: of for case, of in rows.items() if "refused" in of}
    checks = [proof for proof in proofs if proof not in ("size", "refused")]
    print("# What was proved\n\nWritten by `tests/e2e/run.sh --write-docs`; do not edit. Each example was compiled, built by a real builder and run hardened:"
          " read-only root, a tmpfs on `/tmp` only, no capabilities, no new privileges, no network. What each column says is below.\n")
    print(f"✓ holds · – does not apply to this example · {SIGN['no-lab']} could not be tried: the lab lacks what it takes · {SIGN['fail']} fails\n")
    print("## The examples as they are\n")
    grid(own, checks)
    print("\n## Each on the other bases of its language, and for OpenShift\n")
    grid(variants, [proof for proof in checks if proof not in OWN_BASE_ONLY])
    print("\n## Bases that an example must be refused on\n\nWhat the base cannot give ends the compilation with exit code 2, and nothing is written.\n\n| | | because |\n|---|:-:|---|")
    for case, of in refused.items():
        outcome, _, detail = of["refused"]
        print(f"| {case} | {SIGN[outcome]} | {detail} |")
    print("\n## Sizes, unpacked\n\nBeside the plain base image as it is in the lab.\n\n| example | image | of which the base |\n|---|--:|--:|")
    for case, of in rows.items():
        size = re.findall(r"[\d.]+ MB", of.get("size", ("", 0, ""))[2])
        if size:
            print(f"| {case} | {size[0]} | {size[1]} |")
    print("\n## What each column says\n")
    for proof in checks:
        print(f"### {proof}\n\n{proofs[proof][:1].upper()}{proofs[proof][1:]}")
        for outcome, phrase in (("n/a", "Does not apply, because"), ("no-lab", "Could not be tried, because")):
            reasons = {}
            for case, of in rows.items():
                if proof in of and of[proof][0] == outcome:
                    reasons.setdefault(of[proof][2], []).append(case)
            for reason, where in reasons.items():
                print(f"\n{phrase} {reason}: {', '.join(where)}.")
        print()
    print("## Waived by name\n\n| tool | rule | reason |\n|---|---|---|")
    for waiver in waivers:
        if waiver[0] != "lab":
            print("| " + " | ".join(waiver) + " |")
    print("\n## What ran\n")
    print(pathlib.Path(versions).read_text())
    print("All on amd64. No registry was within reach, so the base images stand in for the real ones, under their names, in a registry of the lab's own, whose"
          " certificate comes from an authority of the lab's own:\n\n| tag | differs from the real one in |\n|---|---|")
    for line in pathlib.Path(images).read_text().splitlines():
        if line and not line.startswith("#"):
            tag, *_, difference = line.split("\t")
            print(f"| {tag} | {difference} |")


def main(style, results_file, proofs_folder, waivers_file, versions, images, *cases):
    results, proofs, waivers = read_results(results_file), read_proofs(proofs_folder), read_waivers(waivers_file)
    unknown = {proof for _, proof in results} - set(proofs)
    assert not unknown, f"no comment says what these proofs say: {unknown}"
    rows = {case: outcomes_of(case, results, proofs) for case in cases}
    if style == "terminal":
        terminal(rows)
    else:
        markdown(rows, proofs, waivers, versions, images)
    outcomes = [outcome for of in rows.values() for outcome, *_ in of.values()]
    failed = sum(outcome in ("fail", "missing") for outcome in outcomes)
    if style == "terminal":
        print(f"\n{outcomes.count('n/a')} do not apply, {outcomes.count('no-lab')} could not be tried in this lab")
        print(f"{outcomes.count('pass')} passed, {failed} failed")
    return 1 if failed or "pass" not in outcomes else 0


if sys.argv[1] == "list":
    for proof, sentence in read_proofs(sys.argv[2]).items():
        print(f"{proof}: {sentence}")
elif sys.argv[1] == "names":
    print(*expected(sys.argv[3], read_proofs(sys.argv[2])), sep="\n")
elif sys.argv[1] == "unproven":
    results, proofs = read_results(sys.argv[2]), read_proofs(sys.argv[3])
    for case in sys.argv[4:]:
        if {"fail", "missing"} & {outcome for outcome, *_ in outcomes_of(case, results, proofs).values()}:
            print(case)
else:
    sys.exit(main(*sys.argv[1:]))
