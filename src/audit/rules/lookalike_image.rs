//! Names of images and registries that are one slip of the finger away from well-known ones.

use crate::{
    audit::{Hit, Policy, Rule, images::images, lookalikes::meant},
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "lookalike-image",
    severity: Severity::Warning,
    summary: "an image's name is almost that of a well-known one",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    images(file)
        .filter(|found| policy.allow_registries.is_empty() || !policy.allows(&found.image))
        .filter_map(|found| {
            let (written, known) = meant(&found.image)?;
            Some(
                Hit::new(
                    found.span,
                    format!(
                        "`{}` is almost `{known}`: names like this are registered to catch slips",
                        shown(&written)
                    ),
                )
                .confidence(Confidence::Heuristic)
                .help(format!("Did you mean `{known}`?")),
            )
        })
        .collect()
}
