//! Where secrets stand in a file: what must never be shown again.

use super::{Policy, RULES};
use crate::{dockerfile::Dockerfile, source::Span};

/// What stands in for a secret.
const MASK: &str = "******";

/// What the rules hold for a secret, whatever a policy or comment says of it; sorted, none inside another.
pub fn secrets(file: &Dockerfile) -> Vec<Span> {
    let policy = Policy::default();
    let hits = RULES.iter().flat_map(|rule| (rule.check)(file, &policy));
    let mut spans: Vec<Span> = hits.flat_map(|hit| hit.secrets).filter(|span| !span.is_empty()).collect();
    spans.sort();
    let mut apart: Vec<Span> = Vec::new();
    for span in spans {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => *last = last.to(span),
            _ => apart.push(span),
        }
    }
    apart
}

/// The text with every secret in it masked; lines stay where they are. None if there is no secret in it.
pub fn masked(file: &Dockerfile) -> Option<String> {
    let spans = secrets(file);
    let text = file.source.text();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for span in &spans {
        out.push_str(text.get(done..span.start).unwrap_or_default());
        let breaks = file.source.slice(*span).matches('\n').count();
        out.push_str(MASK);
        out.extend(std::iter::repeat_n('\n', breaks));
        done = span.end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    (!spans.is_empty()).then_some(out)
}

/// A message about a file, with every secret of the file in it masked.
pub fn without_secrets(file: &Dockerfile, message: &str) -> String {
    // what is shorter stands in other words, too
    const SHORTEST: usize = 4;
    let values = secrets(file)
        .into_iter()
        .map(|span| file.source.slice(span).trim_matches(['"', '\'']));
    let long = values.filter(|value| value.len() >= SHORTEST);
    long.fold(message.to_owned(), |message, value| message.replace(value, MASK))
}
