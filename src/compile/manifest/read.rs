//! Reads `app.toml` and collects every mistake in it, not only the first: a mistake is noted, the offending key is taken
//! out, and the reading goes on.

use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::Manifest;
use crate::{
    finding::{Finding, Place},
    source::{Source, Span},
    value::shown,
};

/// A file with more mistakes than this is not what it says it is.
const MOST_MISTAKES: usize = 100;

/// The manifest, as far as it could be read, and all that is wrong with its form. None when nothing of use is left.
pub fn read(source: &Arc<Source>) -> (Option<Manifest>, Vec<Finding>) {
    let mut findings = Vec::new();
    let (mut table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().map_or(Span::at(source.text().len()), Span::from);
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        findings.push(Finding::error("toml-syntax", Place::new(source, span), message));
    }
    if !findings.is_empty() {
        return (None, findings);
    }
    while findings.len() < MOST_MISTAKES {
        match Manifest::deserialize(Deserializer::from(table.clone())) {
            Ok(manifest) => return (Some(manifest), findings),
            Err(error) => {
                let span = error.span().map_or(Span::at(0), Span::from);
                findings.push(explain(source, span, error.message()));
                let mended = match missing_field(error.message()) {
                    Some(field) => fill(table.get_mut(), span, field),
                    None => take_out(table.get_mut(), span),
                };
                if !mended {
                    return (None, findings);
                }
            }
        }
    }
    (None, findings)
}

/// Turns a message of serde into one for people: what is wrong, what was meant, what is known here.
fn explain(source: &Arc<Source>, span: Span, message: &str) -> Finding {
    let message = message.lines().next().unwrap_or_default();
    let place = Place::new(source, span);
    let mut ticked = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let key = ticked.next().unwrap_or_default();
        let known: Vec<&str> = ticked.filter(|k| *k != "$schema").collect();
        return suggest(
            Finding::error("unknown-key", place, format!("unknown key `{}`", shown(key))),
            key,
            &known,
            "known keys here",
        );
    }
    if message.starts_with("unknown variant") {
        let word = ticked.next().unwrap_or_default();
        let known: Vec<&str> = ticked.collect();
        return suggest(
            Finding::error("unknown-value", place, format!("unknown value `{}`", shown(word))),
            word,
            &known,
            "known values",
        );
    }
    if let Some(field) = missing_field(message) {
        let help = match field {
            "app" => "write at least [app] with `name` and `language`",
            "name" => "give the app a name: name = \"shop-api\"",
            "language" => "say the language: language = \"…\" (`hullwright presets` lists them)",
            _ => "add it",
        };
        return Finding::error("missing-key", place, format!("`{field}` is missing")).help(help);
    }
    if let Some((found, expected)) = message.strip_prefix("invalid type: ").and_then(|m| m.split_once(", expected ")) {
        return Finding::error("wrong-type", place, format!("expected {expected}, found {found}"));
    }
    if let Some(rest) = message.strip_prefix("invalid value: ") {
        return Finding::error("bad-value", place, rest.to_owned());
    }
    Finding::error("bad-value", place, message.to_owned())
}

/// Adds the nearest known word, and all of them.
pub(crate) fn suggest(finding: Finding, word: &str, known: &[&str], title: &str) -> Finding {
    let near = nearest(word, known);
    let finding = match near {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding,
    };
    if known.is_empty() {
        return finding;
    }
    finding.help(format!("{title}: {}", known.join(", ")))
}

/// The known word that is nearest, if it is near enough to have been meant.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(&word, &k.to_lowercase()), *k))
        .filter(|(distance, k)| *distance <= 1 + k.chars().count() / 4)
        .min()
        .map(|(_, k)| k)
}

fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// Puts something in the place of a missing key, so that the rest can be read.
fn fill<'a>(table: &mut DeTable<'a>, span: Span, field: &str) -> bool {
    let value = match field {
        "app" => DeValue::Table(DeTable::new()),
        _ => DeValue::String("missing".into()),
    };
    let target = match innermost_table(table, span) {
        Some(inner) => inner,
        None => return false,
    };
    let key = Spanned::new(span.start..span.end, field.to_owned().into());
    target.insert(key, Spanned::new(span.start..span.end, value)).is_none()
}

/// The innermost table whose own span is that one; the outermost table when none is.
fn innermost_table<'t, 'a>(table: &'t mut DeTable<'a>, span: Span) -> Option<&'t mut DeTable<'a>> {
    let inside = table.iter().find(|(_, value)| holds_table(value, span)).map(|(key, _)| key.clone());
    match inside {
        Some(key) => inner_of_value(table.get_mut(&key)?, span),
        None => Some(table),
    }
}

fn holds_table(value: &Spanned<DeValue<'_>>, span: Span) -> bool {
    let own = Span::from(value.span());
    match value.get_ref() {
        DeValue::Table(inner) => own == span || inner.values().any(|v| holds_table(v, span)),
        DeValue::Array(items) => items.iter().any(|v| holds_table(v, span)),
        _ => false,
    }
}

fn inner_of_value<'t, 'a>(value: &'t mut Spanned<DeValue<'a>>, span: Span) -> Option<&'t mut DeTable<'a>> {
    match value.get_mut() {
        DeValue::Table(inner) => innermost_table(inner, span),
        DeValue::Array(items) => {
            let at = items.iter().position(|v| holds_table(v, span))?;
            inner_of_value(items.iter_mut().nth(at)?, span)
        }
        _ => None,
    }
}

/// Takes the key or list entry out that a message points at: the innermost one whose key or value is that span or holds it.
fn take_out(table: &mut DeTable<'_>, span: Span) -> bool {
    let holder = table
        .iter()
        .find(|(key, value)| Span::from(key.span()) == span || Span::from(value.span()).contains(span) || reaches(value, span))
        .map(|(key, value)| (key.clone(), Span::from(key.span()) == span || Span::from(value.span()) == span));
    let Some((key, exact)) = holder else {
        return false;
    };
    if !exact
        && let Some(value) = table.get_mut(&key)
        && take_out_of_value(value, span)
    {
        return true;
    }
    table.remove(&key).is_some()
}

/// Whether a span lies on something inside: tables under `[headers]` have the header's span, not their contents'.
fn reaches(value: &Spanned<DeValue<'_>>, span: Span) -> bool {
    match value.get_ref() {
        DeValue::Table(inner) => inner
            .iter()
            .any(|(k, v)| Span::from(k.span()).contains(span) || Span::from(v.span()).contains(span) || reaches(v, span)),
        DeValue::Array(items) => items.iter().any(|v| Span::from(v.span()).contains(span) || reaches(v, span)),
        _ => false,
    }
}

fn take_out_of_value(value: &mut Spanned<DeValue<'_>>, span: Span) -> bool {
    match value.get_mut() {
        DeValue::Table(inner) => take_out(inner, span),
        DeValue::Array(items) => {
            let Some(at) = items.iter().position(|v| Span::from(v.span()).contains(span) || reaches(v, span)) else {
                return false;
            };
            let exact = items.iter().nth(at).is_some_and(|v| Span::from(v.span()) == span);
            if !exact && items.iter_mut().nth(at).is_some_and(|v| take_out_of_value(v, span)) {
                return true;
            }
            let all = std::mem::replace(items, DeArray::new());
            all.into_iter()
                .enumerate()
                .filter(|(i, _)| *i != at)
                .for_each(|(_, v)| items.push(v));
            true
        }
        _ => false,
    }
}
