//! Findings as GitLab's Code Quality report (docs: "Code Quality report format").

use serde::Serialize;

use super::{
    fingerprint::{fingerprints, with_file},
    json,
};
use crate::finding::{Finding, Severity};

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    check_name: &'a str,
    description: String,
    severity: &'static str,
    categories: [&'static str; 1],
    fingerprint: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// The whole document.
pub fn report(findings: &[Finding]) -> String {
    let issue = |(finding, print): (&'_ Finding, String)| -> serde_json::Value {
        let source = &finding.place.source;
        let span = source.clamp(finding.place.span);
        let issue = Issue {
            r#type: "issue",
            check_name: &finding.rule,
            description: finding.message.to_string(),
            severity: match finding.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Info => "info",
            },
            categories: ["Security"],
            fingerprint: with_file(&print, source.name()),
            location: Location {
                path: source.name(),
                lines: Lines {
                    begin: source.line(span.start),
                    end: source.line(span.end),
                },
            },
        };
        serde_json::to_value(issue).unwrap_or_default()
    };
    let issues: Vec<_> = findings.iter().zip(fingerprints(findings)).map(issue).collect();
    json::text(&issues)
}
