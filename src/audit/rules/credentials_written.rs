//! Credentials that a build step writes into a tool's settings file, and so into a layer.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        credentials::{TOOLS, by_hand, by_tool},
        mounts::Fleeting,
        writings::writings,
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "credentials-written",
    severity: Severity::Error,
    summary: "a build step writes credentials into a settings file",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut written: BTreeMap<usize, Vec<(&str, Span)>> = BTreeMap::new();
    for writing in writings(file).filter(|writing| by_hand(file, writing)) {
        let files = written.entry(writing.at).or_default();
        // the lines of one file may come one by one
        if files.last().is_none_or(|(path, _)| *path != writing.path) {
            files.push((writing.path, writing.span));
        }
    }
    let some = !written.is_empty() || file.may_call(TOOLS);
    for (at, instruction, script) in scripts(file).filter(|_| some) {
        let by_tool = calls_in(at, script).filter_map(|call| Some((call, by_tool(&call)?)));
        let by_tool: Vec<_> = by_tool.collect();
        let by_hand = written.remove(&at).unwrap_or_default();
        if by_tool.is_empty() && by_hand.is_empty() {
            continue;
        }
        let deletes = |call: &Call<'_>| matches!(call.program(), "rm" | "shred" | "unlink");
        let leaves = |call: &Call<'_>| ["logout", "--unset", "delete"].iter().any(|word| call.argument(word).is_some());
        let words = calls_in(at, script).filter(deletes).flat_map(|call| call.arguments());
        let removed: BTreeSet<&str> = words.filter_map(|w| w.value.rsplit('/').next()).collect();
        let left: BTreeSet<&str> = calls_in(at, script)
            .filter(leaves)
            .map(|call| call.words.first().map_or("", |w| w.value.as_str()))
            .collect();
        let fleeting = Fleeting::of(instruction);
        let gone = |path: &str| fleeting.holds(path) || removed.contains(path.rsplit('/').next().unwrap_or(path));
        let by_tool = by_tool.into_iter().filter(|(call, path)| {
            let program = call.words.first().map_or("", |w| w.value.as_str());
            !gone(path) && !left.contains(program)
        });
        hits.extend(by_tool.map(|(call, path)| hit(path, call.span())));
        // a mounted secret that is written to a file is `secret-kept`
        let mounted = instruction.mounts().any(|mount| mount.kind() == "secret");
        let by_hand = by_hand.into_iter().filter(|(path, _)| !mounted && !gone(path));
        hits.extend(by_hand.map(|(path, span)| hit(path, span)));
    }
    // those of COPY and ADD
    hits.extend(written.into_values().flatten().map(|(path, span)| hit(path, span)));
    hits
}

fn hit(path: &str, span: Span) -> Hit {
    Hit::new(
        span,
        format!("this writes credentials to `{}`, and the layer keeps them", shown(path)),
    )
    .confidence(Confidence::Heuristic)
    .help("Mount the settings file for the step that needs it: `RUN --mount=type=secret,id=…,target=…`.")
}
