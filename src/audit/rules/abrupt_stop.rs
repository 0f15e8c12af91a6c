//! A stop signal that no program can answer.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
        variables::expanded,
    },
    dockerfile::{Body, Dockerfile},
    edit::Edit,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "abrupt-stop",
    severity: Severity::Warning,
    summary: "STOPSIGNAL kills the app without letting it finish",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let all = shipped(file).flat_map(|stage| instructions(file, stage));
    all.filter_map(|(at, instruction)| {
        let Body::Stopsignal(word) = &instruction.body else { return None };
        let signal = expanded(file, at, word)?.to_ascii_uppercase();
        let name = signal.strip_prefix("SIG").unwrap_or(&signal);
        if !matches!(name, "KILL" | "9" | "STOP" | "19") {
            return None;
        }
        Some(
            Hit::new(
                word.span,
                format!(
                    "no program can answer `{}`: requests are cut off and files are left half written",
                    shown(&signal)
                ),
            )
            .review_fix("ask it to end", vec![Edit::replace(word.span, "SIGTERM")]),
        )
    })
    .collect()
}
