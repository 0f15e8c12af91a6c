//! A user by name where there is no `/etc/passwd` to look it up in.

use crate::{
    audit::{
        Hit, Policy, Rule,
        users::{is_unknown, user},
    },
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unknown-user",
    severity: Severity::Error,
    summary: "USER names somebody whom the image does not know",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let user = user(file, stage).filter(|user| is_unknown(file, stage, user))?;
        let name = user.name.unwrap_or_default();
        Some(
            Hit::new(
                user.word.span,
                format!(
                    "nobody is called `{}` here: `scratch` has no `/etc/passwd`, and none is copied",
                    shown(name)
                ),
            )
            .help("Write a number: `USER 65532:65532`."),
        )
    });
    hit.into_iter().collect()
}
