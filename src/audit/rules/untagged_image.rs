//! An image without tag and digest: whatever is newest when somebody builds.

use crate::{
    audit::{
        Hit, Policy, Rule,
        images::{images, named_version},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "untagged-image",
    severity: Severity::Warning,
    summary: "an image has neither tag nor digest",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    images(file)
        .filter(|found| found.image.tag().is_none() && found.image.digest().is_none())
        .map(|found| {
            let name = found.image.name();
            let help = format!("Name a version and pin it: `{name}:<version>@sha256:<digest of the index>`.");
            if found.maybe_context {
                let message = format!("`{name}` is no earlier stage, and as an image it has neither tag nor digest");
                Hit::new(found.span, message).confidence(Confidence::Heuristic).help(help)
            } else {
                let message = format!("`{name}` has neither tag nor digest: each build may take another image");
                named_version(Hit::new(found.span, message).help(help), file, policy, &found)
            }
        })
        .collect()
}
