//! Two stages of one name: `--from` can only mean one of them.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "duplicate-stage",
    severity: Severity::Error,
    summary: "a stage has a name that is taken",
    page: include_str!("duplicate_stage.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let named = |skip: usize| file.stages.iter().take(skip).filter_map(|s| s.name.as_ref());
    let mut hits = Vec::new();
    for stage in &file.stages {
        let Some(name) = &stage.name else { continue };
        let written = shown(&name.value);
        if let Some(first) = named(stage.index).find(|n| n.value.eq_ignore_ascii_case(&name.value)) {
            hits.push(
                Hit::new(
                    name.span,
                    format!("another stage is called `{written}`, too (names are compared without case)"),
                )
                .related(first.span, "the first one")
                .help("Give it a name of its own, and look at every `--from` that names it."),
            );
        } else if matches!(name.value.to_ascii_lowercase().as_str(), "scratch" | "context") {
            hits.push(Hit::new(
                name.span,
                format!("`{written}` is reserved: to the builder it means something else"),
            ));
        }
    }
    hits
}
