//! Two stages of one name: `--from` can only mean one of them.

use std::collections::BTreeMap;

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "duplicate-stage",
    severity: Severity::Error,
    summary: "a stage has a name that is taken",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut hits = Vec::new();
    for name in file.stages.iter().filter_map(|stage| stage.name.as_ref()) {
        let written = shown(&name.value);
        let lower = name.value.to_ascii_lowercase().to_string();
        if let Some(first) = seen.get(&lower) {
            hits.push(
                Hit::new(
                    name.span,
                    format!("another stage is called `{written}`, too (names are compared without case)"),
                )
                .related(*first, "the first one")
                .help("Give it a name of its own, and look at every `--from` that names it."),
            );
        } else if matches!(lower.as_str(), "scratch" | "context") {
            hits.push(Hit::new(
                name.span,
                format!("`{written}` is reserved: to the builder it means something else"),
            ));
        }
        seen.entry(lower).or_insert(name.span);
    }
    hits
}
