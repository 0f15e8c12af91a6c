//! The instruction that LABEL replaced.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Body, Dockerfile},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "maintainer",
    severity: Severity::Info,
    summary: "MAINTAINER is deprecated",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in &file.instructions {
        let Body::Maintainer(_) = &instruction.body else { continue };
        let hit = Hit::new(
            instruction.keyword_span,
            "MAINTAINER is deprecated: tools read the label `org.opencontainers.image.authors`",
        );
        let written = file.source.slice(instruction.arguments);
        let name = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
        hits.push(if name.is_empty() || name.contains(['"', '\\', '$', '\n', '`']) {
            hit.help("Write `LABEL org.opencontainers.image.authors=\"…\"`.")
        } else {
            let label = format!("org.opencontainers.image.authors=\"{name}\"");
            let edits = vec![
                Edit::replace(instruction.keyword_span, "LABEL"),
                Edit::replace(instruction.arguments, label),
            ];
            hit.safe_fix("make it a label", edits).changing([Change::Keyword("LABEL")])
        });
    }
    hits
}
