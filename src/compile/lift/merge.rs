//! Puts what a Dockerfile says over what the project's own files say, and under what a person answers.

use std::collections::BTreeSet;

use toml::Value;

use super::{Account, Fate};
use crate::{
    compile::{
        draft::{Entry, Weight},
        survey::Answers,
    },
    sorting,
    value::is_hidden,
};

/// Lists in which the project's needs stand beside what the Dockerfile names.
const BESIDE: [(&str, &str); 2] = [("build", "packages"), ("runtime", "packages")];

/// The lines of `app.toml`: those of the Dockerfile in the place of those of the survey, unless a person answered.
pub fn merge(entries: &mut Vec<Entry>, accounts: &[Account], name: &str, answers: &Answers) {
    for lifted in facts(accounts, name) {
        if answered(answers, &lifted) {
            continue;
        }
        let same = entries.iter_mut().find(|e| e.section == lifted.section && e.key == lifted.key);
        match same {
            Some(entry) if BESIDE.contains(&(entry.section, entry.key.as_str())) => {
                entry.value = both(&lifted.value, &entry.value);
                entry.why = format!("{}; {}", lifted.why, entry.why);
            }
            Some(entry) => *entry = lifted,
            None => entries.push(lifted),
        }
    }
}

/// All facts, entries of one list together, with the lines that they come from.
fn facts(accounts: &[Account], name: &str) -> Vec<Entry> {
    let mut out: Vec<(Entry, BTreeSet<usize>)> = Vec::new();
    for account in accounts {
        let Fate::Lifted(fact) = &account.fate else { continue };
        let known = out.iter_mut().find(|(e, _)| e.section == fact.section && e.key == fact.key);
        match (known, fact.entry) {
            (Some((entry, lines)), true) => {
                lines.insert(account.line);
                if let Value::Array(items) = &mut entry.value
                    && !items.contains(&fact.value)
                {
                    items.push(fact.value.clone());
                }
            }
            (Some((entry, lines)), false) => {
                *lines = BTreeSet::from([account.line]);
                entry.value = fact.value.clone();
            }
            (None, entry) => {
                let value = if entry {
                    Value::Array(vec![fact.value.clone()])
                } else {
                    fact.value.clone()
                };
                let entry = Entry {
                    section: fact.section,
                    key: fact.key.clone(),
                    value,
                    weight: Weight::Decides,
                    why: String::new(),
                };
                out.push((entry, BTreeSet::from([account.line])));
            }
        }
    }
    let with_lines = |(entry, lines): (Entry, BTreeSet<usize>)| {
        let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
        Entry {
            why: format!("{name}:{}", lines.join(", ")),
            ..entry
        }
    };
    out.into_iter().map(with_lines).collect()
}

/// A text that the Dockerfile says for a key.
pub fn said(accounts: &[Account], section: &str, key: &str) -> Option<String> {
    accounts.iter().rev().find_map(|account| match &account.fate {
        Fate::Lifted(fact) if fact.section == section && fact.key == key => fact.value.as_str().map(str::to_owned),
        _ => None,
    })
}

fn both(first: &Value, second: &Value) -> Value {
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut all = items(first);
    for item in items(second) {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    sorting::by(&mut all, |a, b| a.as_str().cmp(&b.as_str()));
    Value::Array(all)
}

/// Whether a person decided this already.
fn answered(answers: &Answers, entry: &Entry) -> bool {
    match (entry.section, entry.key.as_str()) {
        ("app", "version") => answers.version.is_some(),
        ("build", "manager") => answers.manager.is_some(),
        ("artifacts", "files") => !answers.files.is_empty(),
        ("artifacts", "binaries") => !answers.programs.is_empty(),
        ("runtime", "base") => answers.base.is_some(),
        ("runtime", "command") => answers.command.is_some(),
        ("runtime", "ports") => !answers.ports.is_empty(),
        ("runtime", "health") => answers.health.is_some(),
        ("runtime", "writable") => !answers.writable.is_empty(),
        ("runtime", "openshift") => answers.openshift,
        _ => false,
    }
}

/// What was left to the person, a line each: where, what, why.
pub fn comments(accounts: &[Account], name: &str) -> Vec<String> {
    let mut out = Vec::new();
    for account in accounts {
        let Fate::Left(why) = &account.fate else { continue };
        let line = format!("{name}:{} {}: {why}", account.line, account.text);
        let line: String = line.chars().map(|c| if is_hidden(c) { ' ' } else { c }).collect();
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}
