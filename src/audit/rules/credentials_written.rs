//! Credentials that a build step writes into a tool's settings file, and so into a layer.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        credentials::{Written, written},
        mounts::Fleeting,
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "credentials-written",
    severity: Severity::Error,
    summary: "a build step writes credentials into a settings file",
    page: include_str!("credentials_written.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        let mut found = calls_in(at, script).filter_map(|call| Some((call, written(&call)?))).peekable();
        if found.peek().is_none() {
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
        let mounted = instruction.mounts().any(|mount| mount.kind() == "secret");
        for (call, Written { path, file_itself }) in found {
            let gone = fleeting.holds(path)
                || removed.contains(path.rsplit('/').next().unwrap_or(path))
                || left.contains(call.words.first().map_or("", |w| w.value.as_str()));
            // a mounted secret that is written to a file is `secret-kept`
            if gone || (file_itself && mounted) {
                continue;
            }
            hits.push(
                Hit::new(
                    call.span(),
                    format!("this writes credentials to `{}`, and the layer keeps them", shown(path)),
                )
                .confidence(Confidence::Heuristic)
                .help("Mount the settings file for the step that needs it: `RUN --mount=type=secret,id=…,target=…`."),
            );
        }
    }
    hits
}
