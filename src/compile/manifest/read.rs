//! Reads a file of settings and collects every mistake in it, not only the first: a mistake is noted, the offending key is taken
//! out or gets a stand-in, and the reading goes on.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::de::{DeTable, Deserializer};

use super::{explain, tree};
use crate::{
    finding::{Finding, Place},
    source::{Source, Span},
};

/// A file with more mistakes than this is not what it says it is.
const MOST_MISTAKES: usize = 100;

/// What could be read.
pub struct Reading<T> {
    /// The settings without what was refused. None when nothing of use is left.
    pub settings: Option<T>,
    /// All that is wrong with its form.
    pub findings: Vec<Finding>,
    /// What is missing in the settings although the person wrote it.
    pub refused: Refused,
}

/// Dotted keys whose values were refused. To complain that they are missing would be to complain twice.
#[derive(Debug, Default)]
pub struct Refused(Vec<String>);

impl Refused {
    /// Whether this key was refused, or something in it, or what it is in.
    pub fn has(&self, key: &str) -> bool {
        let within = |inner: &str, outer: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.0.iter().any(|refused| within(refused, key) || within(key, refused))
    }
}

/// Reads `app.toml` or `hullwright.toml`.
pub fn read<T: DeserializeOwned>(source: &Arc<Source>) -> Reading<T> {
    let mut reading = Reading {
        settings: None,
        findings: Vec::new(),
        refused: Refused::default(),
    };
    let (mut table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error.span().map_or(Span::at(source.text().len()), Span::from);
        reading.findings.push(explain::syntax(Place::new(source, span), error.message()));
    }
    if !reading.findings.is_empty() {
        return reading;
    }
    while reading.findings.len() < MOST_MISTAKES {
        match T::deserialize(Deserializer::from(table.clone())) {
            Ok(_) if tree::drop_stand_ins(table.get_mut()) => {}
            Ok(settings) => {
                reading.settings = Some(settings);
                break;
            }
            Err(error) => {
                let span = error.span().map_or(Span::at(0), Span::from);
                if !mend(table.get_mut(), source, span, error.message(), &mut reading) {
                    break;
                }
            }
        }
    }
    reading
}

/// Notes a mistake and takes it out of the way. False when its place cannot be found.
fn mend<T>(table: &mut DeTable<'_>, source: &Arc<Source>, span: Span, message: &str, reading: &mut Reading<T>) -> bool {
    let place = Place::new(source, span);
    if let Some(field) = explain::missing_field(message) {
        let Some(key) = tree::stand_in(table, span, field) else {
            reading.findings.push(explain::missing(place, field));
            return false;
        };
        // A misspelt key was complained about already. (In a list it may have been another entry's.)
        if key.contains('*') || !reading.refused.has(&key) {
            reading.findings.push(explain::missing(place, field));
        }
        reading.refused.0.push(key);
        return true;
    }
    let mended = tree::refuse(table, span);
    let key = mended.as_deref().unwrap_or_default();
    let (finding, meant) = explain::explain(place, message, key);
    reading.findings.push(finding);
    if let Some(meant) = meant {
        let parent = key.rsplit_once('.').map_or(String::new(), |(parent, _)| format!("{parent}."));
        reading.refused.0.push(format!("{parent}{meant}"));
    }
    let found = mended.is_some();
    reading.refused.0.extend(mended);
    found
}
