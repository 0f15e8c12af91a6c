//! Where secrets stand in a file: what must never be shown again.

use super::{
    commands::{calls, effective},
    secret_names::{is_harmless_value, is_secret_name},
    secret_shapes::shapes,
};
use crate::{
    dockerfile::{Body, Dockerfile},
    source::Span,
};

/// What stands in for a secret.
const MASK: &str = "******";

/// The values that are secrets by their name, by their mark, or as the password of an address; sorted, none inside another.
fn secrets(file: &Dockerfile) -> Vec<Span> {
    let text = file.source.text();
    let mut spans: Vec<Span> = shapes(text).map(|(at, word, _)| Span::new(at, at + word.len())).collect();
    for instruction in file.instructions.iter().map(effective) {
        let (Body::Env(pairs) | Body::Arg(pairs) | Body::Label(pairs)) = &instruction.body else {
            continue;
        };
        let named = pairs.iter().filter(|pair| is_secret_name(&pair.key.value));
        let values = named.filter_map(|pair| pair.value.as_ref());
        spans.extend(
            values
                .filter(|v| !is_harmless_value(&v.value) && !v.value.starts_with('$'))
                .map(|v| v.span),
        );
    }
    for call in calls(file) {
        let assigned = call.command.assignments.iter().filter(|a| is_secret_name(&a.name));
        spans.extend(assigned.filter(|a| a.value.literal).map(|a| a.value.span));
        let words = call.arguments();
        if matches!(call.program(), "useradd" | "usermod") {
            let at = words.iter().position(|w| matches!(w.value.as_str(), "-p" | "--password"));
            spans.extend(at.and_then(|at| words.get(at + 1)).map(|w| w.span));
        }
    }
    spans.extend(passwords(text));
    spans.retain(|span| !span.is_empty());
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

/// The passwords of addresses: `https://user:password@host`.
fn passwords(text: &str) -> impl Iterator<Item = Span> {
    text.match_indices("://").filter_map(|(at, separator)| {
        let start = at + separator.len();
        let rest = text.get(start..)?;
        let authority = rest.split(['/', ' ', '\t', '\n', '\r', '"', '\'', '?', '#', '\\']).next()?;
        let (user, _) = authority.rsplit_once('@')?;
        let (name, password) = user.split_once(':')?;
        let from = start + name.len() + 1;
        (!password.contains('$')).then(|| Span::new(from, from + password.len()))
    })
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
    let values = secrets(file).into_iter().map(|span| file.source.slice(span));
    let long = values.filter(|value| value.len() >= SHORTEST);
    long.fold(message.to_owned(), |message, value| message.replace(value, MASK))
}
