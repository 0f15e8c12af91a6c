//! Findings that were there on a certain day: from then on only new ones count.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{fingerprint::fingerprints, json};
use crate::{
    audit::finding_of,
    error::{Error, Result},
    finding::{Finding, Place},
    source::{Source, Span},
    value::shown,
};

/// The format that this program writes and reads.
const VERSION: u32 = 1;

/// The findings of a day.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Baseline {
    /// The version of this format: 1.
    hullwright_baseline: u32,
    /// The findings that were there, by file.
    findings: Vec<Entry>,
}

/// One of them.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The path of its file from the baseline's folder on.
    pub file: String,
    /// Its rule.
    pub rule: String,
    /// What it said: for people; only the fingerprint counts.
    pub message: String,
    /// What it is known by, whatever its line number.
    pub fingerprint: String,
}

/// What is left when a baseline is held against findings.
#[derive(Debug, Default)]
pub struct Fresh {
    /// Findings that are not in it.
    pub findings: Vec<Finding>,
    /// How many were.
    pub known: usize,
}

impl Baseline {
    /// These findings; `path` gives the path of a file as the baseline has it.
    pub fn new(findings: &[Finding], path: impl Fn(&str) -> String) -> Self {
        let entry = |(finding, fingerprint): (&Finding, String)| Entry {
            file: path(finding.place.source.name()),
            rule: finding.rule.to_string(),
            message: finding.message.to_string(),
            fingerprint,
        };
        let mut entries: Vec<Entry> = findings.iter().zip(fingerprints(findings)).map(entry).collect();
        entries.sort();
        Self {
            hullwright_baseline: VERSION,
            findings: entries,
        }
    }

    /// Reads one.
    ///
    /// # Errors
    /// It is none.
    pub fn read(source: &Source) -> Result<Self> {
        let refuse = |why: String| {
            Error::input(format!("{} is no baseline: {why}", source.name())).hint("write one with `hullwright audit --write-baseline FILE`")
        };
        let read: Self = serde_json::from_str(source.text()).map_err(|e| refuse(shown(&e.to_string())))?;
        if read.hullwright_baseline != VERSION {
            return Err(refuse(format!("its format {} is not known", read.hullwright_baseline)));
        }
        Ok(read)
    }

    /// Its text.
    pub fn text(&self) -> String {
        json::text(self)
    }

    /// How many findings it holds.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// Parts findings into new ones and known ones. When entries are no longer there, a finding says so; `judged` tells whether the file of
    /// an entry was looked at, or is gone.
    pub fn part(&self, findings: Vec<Finding>, at: &Arc<Source>, path: impl Fn(&str) -> String, judged: impl Fn(&str) -> bool) -> Fresh {
        let mut open: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for entry in &self.findings {
            open.entry(&entry.file).or_default().insert(&entry.fingerprint);
        }
        let prints = fingerprints(&findings);
        let mut fresh = Fresh::default();
        let mut paths: BTreeMap<String, String> = BTreeMap::new();
        for (finding, print) in findings.into_iter().zip(prints) {
            let name = finding.place.source.name().to_owned();
            let file = paths.entry(name).or_insert_with_key(|name| path(name));
            if open.get_mut(file.as_str()).is_some_and(|prints| prints.remove(print.as_str())) {
                fresh.known += 1;
            } else {
                fresh.findings.push(finding);
            }
        }
        open.retain(|file, prints| !prints.is_empty() && judged(file));
        let gone: Vec<&str> = open.into_values().flatten().collect();
        fresh.findings.extend(gone.first().map(|print| stale(at, print, gone.len())));
        fresh
    }
}

fn stale(at: &Arc<Source>, print: &str, count: usize) -> Finding {
    let start = at.text().find(print).unwrap_or_default();
    let span = Span::new(start, start + print.len());
    let message = match count {
        1 => "a finding of the baseline is no longer there".to_owned(),
        _ => format!("{count} findings of the baseline are no longer there"),
    };
    let finding = finding_of("stale-baseline", Place::new(at, span), message);
    let finding = if count > 1 { finding.label("the first of them") } else { finding };
    finding.help("Write it anew with `--write-baseline`, so that they cannot come back unseen.")
}
