//! Findings and errors as one JSON document for programs.
//!
//! ```json
//! {
//!   "version": 1,
//!   "findings": [{
//!     "rule": "root-user", "severity": "error", "confidence": "certain", "message": "the image runs as root: …",
//!     "file": "Dockerfile", "start": { "line": 3, "column": 6, "offset": 41 }, "end": { "line": 3, "column": 10, "offset": 45 },
//!     "label": "", "help": ["…"],
//!     "related": [{ "file": "…", "start": {…}, "end": {…}, "message": "…" }],
//!     "fix": { "title": "…", "safety": "safe", "edits": [{ "start": {…}, "end": {…}, "text": "…" }] }
//!   }],
//!   "errors": [{ "fault": "input", "message": "…", "hints": ["…"], "findings": [] }],
//!   "summary": { "files": 1, "errors": 1, "warnings": 0, "infos": 0 }
//! }
//! ```
//!
//! Lines and columns count from one, columns in characters; offsets count bytes from zero. `fix` is null when there is none. `errors`
//! holds what could not be done; its message is empty when its findings say it all. A program that reads this must let further keys
//! pass; `version` changes when one goes or changes its meaning.

use std::fmt::Write as _;

use serde::Serialize;

use super::Count;
use crate::{
    error::{Error, Fault},
    finding::{Finding, Fix, Place, Safety},
    source::{Source, Span},
    value::is_hidden,
};

/// The format that this program writes.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a, T> {
    version: u32,
    #[serde(flatten)]
    more: &'a T,
    findings: Vec<Seen<'a>>,
    errors: Vec<Failure<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Seen<'a> {
    rule: &'a str,
    severity: &'static str,
    confidence: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Located<'a>,
    label: &'a str,
    help: &'a [String],
    related: Vec<Further<'a>>,
    fix: Option<Mending<'a>>,
}

#[derive(Serialize)]
struct Located<'a> {
    file: &'a str,
    #[serde(flatten)]
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
    offset: usize,
}

#[derive(Serialize)]
struct Further<'a> {
    #[serde(flatten)]
    place: Located<'a>,
    message: &'a str,
}

#[derive(Serialize)]
struct Mending<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Failure<'a> {
    fault: &'static str,
    message: &'a str,
    hints: &'a [String],
    findings: Vec<Seen<'a>>,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

#[derive(Serialize)]
struct Nothing {}

/// The whole document.
pub fn report(findings: &[Finding], errors: &[Error], judged: usize) -> String {
    report_with(&Nothing {}, findings, errors, judged)
}

/// The whole document with further keys at its top: those of `more`, which must be a table.
pub fn report_with(more: &impl Serialize, findings: &[Finding], errors: &[Error], judged: usize) -> String {
    let count = Count::of(findings);
    text(&Document {
        version: VERSION,
        more,
        findings: findings.iter().map(Seen::from).collect(),
        errors: errors.iter().map(Failure::from).collect(),
        summary: Summary {
            files: judged,
            errors: count.errors,
            warnings: count.warnings,
            infos: count.infos,
        },
    })
}

/// Any value as indented JSON with a final newline. What would act on a terminal is escaped, also where JSON itself does not ask for it.
pub fn text(value: &impl Serialize) -> String {
    let plain = serde_json::to_string_pretty(value).unwrap_or_default();
    let mut out = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if is_hidden(c) && c != '\n' {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // A string takes all that is written to it.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out.push('\n');
    out
}

impl<'a> From<&'a Finding> for Seen<'a> {
    fn from(finding: &'a Finding) -> Self {
        let related = finding.related.iter().map(|r| Further {
            place: Located::from(&r.place),
            message: &r.message,
        });
        Self {
            rule: &finding.rule,
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            message: &finding.message,
            place: Located::from(&finding.place),
            label: &finding.label,
            help: &finding.help,
            related: related.collect(),
            fix: finding.fix.as_ref().map(|fix| Mending::new(fix, &finding.place.source)),
        }
    }
}

impl<'a> From<&'a Error> for Failure<'a> {
    fn from(error: &'a Error) -> Self {
        Self {
            fault: match error.fault {
                Fault::Input => "input",
                Fault::Environment => "environment",
                Fault::Bug => "bug",
            },
            message: &error.message,
            hints: &error.hints,
            findings: error.findings.iter().map(Seen::from).collect(),
        }
    }
}

impl<'a> From<&'a Place> for Located<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            file: place.source.name(),
            range: Range::new(&place.source, place.span),
        }
    }
}

impl Range {
    fn new(source: &Source, span: Span) -> Self {
        let span = source.clamp(span);
        Self {
            start: Point::new(source, span.start),
            end: Point::new(source, span.end),
        }
    }
}

impl Point {
    fn new(source: &Source, offset: usize) -> Self {
        let at = source.location(offset);
        Self {
            line: at.line,
            column: at.column,
            offset,
        }
    }
}

impl<'a> Mending<'a> {
    fn new(fix: &'a Fix, source: &Source) -> Self {
        let edits = fix.edits.iter().map(|edit| Replacement {
            range: Range::new(source, edit.span),
            text: &edit.text,
        });
        Self {
            title: &fix.title,
            safety: match fix.safety {
                Safety::Safe => "safe",
                Safety::Review => "review",
            },
            edits: edits.collect(),
        }
    }
}
