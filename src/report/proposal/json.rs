//! Proposals as one JSON document for programs.
//!
//! ```json
//! {
//!   "version": 1,
//!   "files": [{
//!     "file": "Dockerfile", "changed": true, "safe": 2, "review": 1, "text": "…",
//!     "hunks": [{ "header": "@@ -1,3 +1,4 @@", "safety": "review",
//!       "reasons": [{ "rule": "root-user", "safety": "review", "lines": [1], "message": "…", "title": "…", "reference": "…" }],
//!       "lines": ["-FROM debian", "+FROM debian:13"] }],
//!     "left": [{ "rule": "…", "severity": "warning", "line": 3, "message": "…" }]
//!   }]
//! }
//! ```
//!
//! `text` is the whole file as it would be, or null if a secret stands in it: secrets are masked wherever they would be shown. Lines count from one, in the file as it is.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Left, Proposal, Reason, Section, word};
use crate::{
    diff::{Line, Side},
    report::json::text,
};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    changed: bool,
    safe: usize,
    review: usize,
    text: Option<&'a str>,
    hunks: Vec<Part<'a>>,
    left: Vec<Remaining<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    header: String,
    safety: &'static str,
    reasons: Vec<Why<'a>>,
    lines: Vec<String>,
}

#[derive(Serialize)]
struct Why<'a> {
    rule: &'a str,
    safety: &'static str,
    lines: &'a BTreeSet<usize>,
    message: &'a str,
    title: &'a str,
    reference: &'a str,
}

#[derive(Serialize)]
struct Remaining<'a> {
    rule: &'a str,
    severity: &'static str,
    line: usize,
    message: &'a str,
}

/// The whole document.
pub fn proposals(proposals: &[Proposal]) -> String {
    text(&Document {
        version: 1,
        files: proposals.iter().map(File::from).collect(),
    })
}

impl<'a> From<&'a Proposal> for File<'a> {
    fn from(proposal: &'a Proposal) -> Self {
        Self {
            file: &proposal.name,
            changed: !proposal.is_empty(),
            safe: proposal.safe,
            review: proposal.review,
            text: proposal.text.as_deref(),
            hunks: proposal.sections.iter().map(Part::from).collect(),
            left: proposal.left.iter().map(Remaining::from).collect(),
        }
    }
}

impl<'a> From<&'a Section> for Part<'a> {
    fn from(section: &'a Section) -> Self {
        Self {
            header: section.hunk.header(),
            safety: word(section.safety()),
            reasons: section.reasons.iter().map(Why::from).collect(),
            lines: section.hunk.lines.iter().map(written).collect(),
        }
    }
}

fn written(line: &Line) -> String {
    let sign = match line.side {
        Side::Both => " ",
        Side::Old => "-",
        Side::New => "+",
    };
    line.parts.iter().fold(sign.to_owned(), |text, (_, part)| text + part)
}

impl<'a> From<&'a Reason> for Why<'a> {
    fn from(reason: &'a Reason) -> Self {
        Self {
            rule: &reason.rule,
            safety: word(reason.safety),
            lines: &reason.lines,
            message: &reason.message,
            title: &reason.title,
            reference: &reason.reference,
        }
    }
}

impl<'a> From<&'a Left> for Remaining<'a> {
    fn from(left: &'a Left) -> Self {
        Self {
            rule: &left.rule,
            severity: left.severity.name(),
            line: left.line,
            message: &left.message,
        }
    }
}
