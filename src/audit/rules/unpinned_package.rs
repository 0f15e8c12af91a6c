//! Tools that are installed by name alone.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::calls_of,
        pinned_names::pinned,
        tools::{Open, TOOLS, unversioned},
    },
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unpinned-package",
    severity: Severity::Info,
    summary: "a language package is installed without a version",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for call in calls_of(file, TOOLS) {
        for open in unversioned(&call) {
            let name = shown(&open.word.value);
            let message = format!("`{name}` is installed in whatever version {} finds that day", call.program());
            let hit = Hit::new(open.word.span, message).help(advice(&open));
            hits.push(match pinned(file, &open, &policy.versions) {
                Some((edit, known)) => {
                    let title = format!("name the version {}: {}", known.version, shown(&known.from));
                    hit.review_fix(title, vec![edit])
                }
                None => hit,
            });
        }
    }
    hits
}

/// How the tool is told what to install.
fn advice(open: &Open<'_>) -> &'static str {
    let repository = open.word.value.contains("://") || open.word.value.starts_with("git@");
    match open.registry {
        "cargo" if repository => "Name the commit: `--rev=…`, and `--locked` for what the package itself needs.",
        "pip" if repository => "Name the commit behind the address: `…@` and its 40 digits.",
        "go" => "Name the version: `@v…`.",
        _ => "Name the version, or install from a lock file with checksums.",
    }
}
