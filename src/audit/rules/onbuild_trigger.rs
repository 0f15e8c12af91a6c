//! Instructions that run in other people's builds.

use crate::{
    audit::{Hit, Policy, Rule, stages::shipped},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "onbuild-trigger",
    severity: Severity::Info,
    summary: "the image runs instructions in every build that starts from it",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let all = shipped(file).flat_map(|stage| file.instructions_of(stage));
    all.filter_map(|outer| {
        let inner = outer.onbuild()?;
        let line = file.source.slice(inner.span).lines().next().unwrap_or_default();
        Some(
            Hit::new(
                outer.keyword_span,
                format!("who writes FROM this image runs `{}` without seeing it", shown(line)),
            )
            .help("Say in the image's documentation what is to be done, or offer a template."),
        )
    })
    .collect()
}
