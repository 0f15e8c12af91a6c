//! What a report covers up: secrets, of which only the beginning is shown, wherever a line with one is printed.

use std::{borrow::Cow, collections::BTreeMap};

use crate::{
    finding::{Finding, Fix},
    source::{Source, Span},
};

/// How much of a secret is shown, so that its owner knows it again; nothing of a short one.
const SHOWN: usize = 4;
const SHORT: usize = 12;

/// The secrets in the files of a report, each file's in the order of its text. A file is known by where it lies in memory, as a number: that
/// other threads may have.
pub struct Veil(BTreeMap<usize, Vec<Span>>);

fn key(source: &Source) -> usize {
    std::ptr::from_ref(source).addr()
}

impl Veil {
    /// Covers the secrets that findings name; another finding may well be about the same line.
    pub fn over(findings: &[Finding]) -> Self {
        let mut files: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for finding in findings.iter().filter(|finding| !finding.secrets.is_empty()) {
            files.entry(key(&finding.place.source)).or_default().extend(&finding.secrets);
        }
        for spans in files.values_mut() {
            spans.sort_unstable();
            spans.dedup();
        }
        Self(files)
    }

    /// The fix of a finding, unless its edits would write a secret down once more.
    pub fn fix<'a>(&self, finding: &'a Finding) -> Option<&'a Fix> {
        let fix = finding.fix.as_ref()?;
        let source = &finding.place.source;
        let Some(spans) = self.0.get(&key(source)) else {
            return Some(fix);
        };
        let told = fix.edits.iter().filter(|edit| !edit.text.is_empty()).any(|edit| {
            let first = spans.partition_point(|span| span.end <= edit.span.start);
            let replaced = spans.iter().skip(first).take_while(|span| span.start < edit.span.end);
            let mut secrets = replaced.map(|span| core(source.slice(*span))).filter(|secret| !secret.is_empty());
            secrets.any(|secret| edit.text.contains(secret))
        });
        (!told).then_some(fix)
    }

    /// A part of a file that starts at `from`, with stars of the same length in the place of secrets.
    pub fn on<'a>(&self, source: &Source, from: usize, part: &'a str) -> Cow<'a, str> {
        let Some(spans) = self.0.get(&key(source)) else {
            return Cow::Borrowed(part);
        };
        let end = from + part.len();
        let first = spans.partition_point(|span| span.end <= from);
        let mut out = part.to_owned();
        for span in spans.iter().skip(first).take_while(|span| span.start < end) {
            let (start, stop) = (span.start.saturating_sub(from), (span.end - from).min(part.len()));
            let Some(secret) = part.get(start..stop) else { continue };
            let shown = if span.start < from || secret.len() < SHORT { 0 } else { SHOWN };
            let covered: String = secret.chars().enumerate().map(|(at, c)| cover(c, at < shown)).collect();
            out.replace_range(start..stop, &covered);
        }
        Cow::Owned(out)
    }
}

/// A secret without the quotes, brackets and commas that may surround it.
fn core(secret: &str) -> &str {
    secret.trim_matches(|c: char| matches!(c, '"' | '\'' | ',' | '[' | ']' | ' '))
}

/// Stars that are as long as the character; line ends stay, so that lines do.
fn cover(c: char, shown: bool) -> String {
    if shown || matches!(c, '\n' | '\r') {
        c.to_string()
    } else {
        "*".repeat(c.len_utf8())
    }
}
