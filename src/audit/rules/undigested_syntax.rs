//! The build's own front end, taken by a tag.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "undigested-syntax",
    severity: Severity::Warning,
    summary: "the `# syntax` front end is not pinned by its digest",
    page: include_str!("undigested_syntax.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let unpinned = file
        .directive("syntax")
        .filter(|directive| !directive.value.value.contains("@sha256:"));
    unpinned
        .map(|directive| {
            let image = shown(&directive.value.value);
            Hit::new(directive.value.span, format!("`{image}` reads this whole file and has no digest")).help(format!(
                "Pin it (`# syntax={image}@sha256:…`), or drop the line: a current BuildKit brings its own."
            ))
        })
        .into_iter()
        .collect()
}
