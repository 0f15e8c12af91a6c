//! Where secrets stand in a file: what must never be shown again.

use std::{collections::BTreeSet, sync::Arc};

use super::{Policy, rule};
use crate::{
    dockerfile::Dockerfile,
    source::{Source, Span},
};

/// What stands in for a secret.
const MASK: &str = "******";

/// What is shorter stands in other words, too.
const SHORTEST: usize = 4;

/// The rules that name secrets. A test asks all of them.
const TELLING: [&str; 6] = [
    "leaked-secret",
    "password-in-image",
    "secret-in-arg",
    "secret-in-command",
    "secret-in-env",
    "secret-in-url",
];

/// What the rules hold for a secret in a file, whatever a policy or comment says of it.
pub struct Secrets {
    source: Arc<Source>,
    /// Sorted, none inside another.
    spans: Vec<Span>,
    /// The texts that messages may not repeat.
    values: BTreeSet<String>,
    /// How long those are.
    lengths: BTreeSet<usize>,
}

impl Secrets {
    /// Asks the rules, once.
    pub fn of(file: &Dockerfile) -> Self {
        let policy = Policy::default();
        let rules = TELLING.iter().filter_map(|name| rule(name));
        let hits = rules.flat_map(|rule| (rule.check)(file, &policy));
        let mut found: Vec<Span> = hits
            .flat_map(|mut hit| std::mem::take(&mut hit.secrets))
            .filter(|span| !span.is_empty())
            .collect();
        found.sort();
        let mut spans: Vec<Span> = Vec::new();
        for span in found {
            match spans.last_mut() {
                Some(last) if span.start <= last.end => *last = last.to(span),
                _ => spans.push(span),
            }
        }
        let texts = spans.iter().map(|span| file.source.slice(*span).trim_matches(['"', '\'']));
        let values: BTreeSet<String> = texts.filter(|value| value.len() >= SHORTEST).map(str::to_owned).collect();
        let lengths = values.iter().map(String::len).collect();
        Self {
            source: Arc::clone(&file.source),
            spans,
            values,
            lengths,
        }
    }

    /// Where they stand; sorted, none inside another.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The text with every secret in it masked; lines stay where they are. None if there is no secret in it.
    pub fn masked(&self) -> Option<String> {
        if self.spans.is_empty() {
            return None;
        }
        let text = self.source.text();
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for span in &self.spans {
            out.push_str(text.get(done..span.start).unwrap_or_default());
            let breaks = self.source.slice(*span).matches('\n').count();
            out.push_str(MASK);
            out.extend(std::iter::repeat_n('\n', breaks));
            done = span.end;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Some(out)
    }

    /// A message about the file, with every secret of the file in it masked.
    pub fn hidden(&self, message: &str) -> String {
        if self.values.is_empty() {
            return message.to_owned();
        }
        let mut out = String::with_capacity(message.len());
        let mut rest = message;
        while let Some(next) = rest.chars().next() {
            // of two that begin here, the longer one
            let secret = self.lengths.iter().rev().find_map(|length| self.values.get(rest.get(..*length)?));
            let taken = match secret {
                Some(secret) => {
                    out.push_str(MASK);
                    secret.len()
                }
                None => {
                    out.push(next);
                    next.len_utf8()
                }
            };
            rest = rest.get(taken..).unwrap_or_default();
        }
        out
    }
}
