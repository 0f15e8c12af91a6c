//! Copies of everything that another stage or image has.

use crate::{
    audit::{Hit, Policy, Rule, copies::copies, stages::ships},
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "whole-root-copied",
    severity: Severity::Warning,
    summary: "the whole file system of another stage is copied",
    page: include_str!("whole_root_copied.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, copy) in copies(file) {
        if instruction.flag("from").is_none() || copy.destination.value != "/" {
            continue;
        }
        let everything = copy
            .sources
            .iter()
            .find(|source| matches!(source.value.as_str(), "/" | "/." | "/*" | "./" | "."));
        if let Some(source) = everything.filter(|_| ships(file, at)) {
            hits.push(
                Hit::new(
                    source.span,
                    "this takes everything along: tools, caches, and what was meant to stay in the build",
                )
                .confidence(Confidence::Heuristic)
                .help(
                    "Copy the folders that the app needs, or gather them in one folder of the build stage (`COPY --from=build /out/ /`).",
                ),
            );
        }
    }
    hits
}
