//! A base image that only the build command knows.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Base, Dockerfile},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unresolved-image",
    severity: Severity::Info,
    summary: "the base image is only known to the build command",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let unknown = file
        .stages
        .iter()
        .filter(|s| matches!(s.base, Base::Unresolved(_)) && s.image.value.contains('$'));
    unknown
        .map(|stage| {
            Hit::new(
                stage.image.span,
                format!("`{}` has no value here: the base image is not known", shown(&stage.image.value)),
            )
            .help("Give the ARG before FROM a pinned default; a build argument can still replace it.")
        })
        .collect()
}
