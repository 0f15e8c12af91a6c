//! ADD where COPY does the same without surprises.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::effective,
        copies::{SourceKind, source_kind},
    },
    dockerfile::{Body, Dockerfile},
    edit::Edit,
    finding::{Change, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "add-local",
    severity: Severity::Warning,
    summary: "ADD is used for plain local files",
    check,
};

/// Flags that only ADD has.
const ADD_ONLY: &[&str] = &["checksum", "keep-git-dir", "unpack"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        let Body::Add(add) = &instruction.body else { continue };
        let local = add.sources.iter().all(|source| source_kind(&source.value) == SourceKind::Local);
        if !local || ADD_ONLY.iter().any(|flag| instruction.flag(flag).is_some()) {
            continue;
        }
        let what = add.sources.first().map_or("a here-document", |source| source.value.as_str());
        let keyword = file.source.slice(instruction.keyword_span);
        let copy = if keyword.bytes().all(|b| b.is_ascii_lowercase()) {
            "copy"
        } else {
            "COPY"
        };
        hits.push(
            Hit::new(
                instruction.keyword_span,
                format!(
                    "ADD fetches and unpacks by what a name looks like; `{}` only needs COPY",
                    shown(what)
                ),
            )
            .safe_fix("use COPY", vec![Edit::replace(instruction.keyword_span, copy)])
            .changing([Change::Keyword("COPY")]),
        );
    }
    hits
}
