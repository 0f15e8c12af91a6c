//! Lines that look like parser directives and are only comments.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "misplaced-directive",
    severity: Severity::Warning,
    summary: "a parser directive is misspelt or comes too late, so it is a comment",
    check,
};

/// How `syntax` comes out when it is typed in haste.
const SLIPS: &[&str] = &[
    "sintax", "snytax", "sytnax", "synatx", "syntac", "syntaks", "syntax:", "syntaxe", "syntx", "systax", "synax", "synthax",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let first = file.instructions.first().map_or(usize::MAX, |i| i.span.start);
    let mut hits = Vec::new();
    for comment in file.comments.iter().take_while(|comment| comment.start < first) {
        let text = file.source.slice(*comment).trim_start_matches('#').trim();
        let Some(at) = text.find(['=', ':']) else { continue };
        let (name, value) = (
            text.get(..at).unwrap_or_default().trim(),
            text.get(at + 1..).unwrap_or_default().trim(),
        );
        let name = name.to_ascii_lowercase();
        let written = text.as_bytes().get(at) == Some(&b'=');
        let front_end = value.contains("docker/dockerfile");
        let message = match name.as_str() {
            "syntax" if written && (front_end || value.contains('/')) => "comes too late: something stands before it",
            "escape" if written && matches!(value, "\\" | "`") => "comes too late: something stands before it",
            "check" if written && (value.starts_with("skip=") || value.starts_with("error=")) => {
                "comes too late: something stands before it"
            }
            "syntax" if front_end => "is written with `:` instead of `=`",
            slip if front_end && SLIPS.contains(&slip) => "is misspelt",
            _ => continue,
        };
        hits.push(
            Hit::new(
                *comment,
                format!("`{}` {message}, so the builder takes it for a comment", shown(&name)),
            )
            .help("Write it as one of the first lines, before any blank line or other comment: `# syntax=…`, `# escape=…`, `# check=…`."),
        );
    }
    hits
}
