//! Everything in the folder goes into the image, whatever it is.

use crate::{
    audit::{
        Hit, Policy, Rule,
        copies::{from_context, is_whole},
        stages::ships,
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "whole-context-copied",
    severity: Severity::Info,
    summary: "the whole build context is copied into the image",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    from_context(file)
        .filter(|(at, instruction, _)| ships(file, *at) && instruction.flag("exclude").is_none())
        .flat_map(|(_, _, copy)| &copy.sources)
        .filter(|source| is_whole(&source.value))
        .map(|source| {
            Hit::new(
                source.span,
                format!(
                    "`{}` takes everything, keys and `.git` included, that `.dockerignore` lets through",
                    shown(&source.value)
                ),
            )
            .confidence(Confidence::Heuristic)
            .help("Copy what the app needs by name, or build in one stage and copy the result into the next.")
        })
        .collect()
}
