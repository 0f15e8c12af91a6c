//! What BuildKit would refuse to read.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "syntax-error",
    severity: Severity::Error,
    summary: "the file cannot be built as it stands",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    file.problems
        .iter()
        .map(|problem| Hit::new(problem.span, problem.message.clone()))
        .collect()
}
