//! Images from somewhere else than the organisation allows.

use crate::{
    audit::{Hit, Policy, Rule, images::images},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "disallowed-registry",
    severity: Severity::Error,
    summary: "an image comes from a registry that the policy does not allow",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    if policy.allow_registries.is_empty() {
        return Vec::new();
    }
    images(file)
        .filter(|found| !policy.allows(&found.image))
        .map(|found| {
            let allowed: Vec<String> = policy
                .allow_registries
                .iter()
                .map(|prefix| format!("`{}`", shown(prefix)))
                .collect();
            Hit::new(
                found.span,
                format!("`{}` is not from an allowed registry", shown(&found.image.canonical_name())),
            )
            .help(format!("The policy allows {}.", allowed.join(", ")))
        })
        .collect()
}
