//! A `.dockerignore` for a Dockerfile that is there already and copies its whole context: only what lies there now, and no secrets.

use std::collections::BTreeSet;

use super::ignorefile::enters;
use crate::{
    audit::whole_contexts,
    dockerfile::{Body, Dockerfile, Instruction},
};

/// What tools leave behind beside an app, and what only the build's own tools read.
const LEFTOVERS: &[&str] = &[
    "**/node_modules",
    "**/__pycache__",
    "**/.venv",
    "**/.pytest_cache",
    "**/.mypy_cache",
    "**/.tox",
    "**/*.log",
    "**/*.swp",
];

/// The text of a `.dockerignore`. Made nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrowed {
    text: String,
    /// The lines of the Dockerfile that copy everything, from one.
    pub lines: BTreeSet<usize>,
    /// What lies there and would be copied although it must not be.
    pub exposed: Vec<String>,
}

impl Narrowed {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What is known of a build context.
pub struct Context<'a> {
    /// Its `.dockerignore`, if there is one.
    pub there: Option<&'a str>,
    /// The names in it, sorted.
    pub names: &'a [String],
    /// Patterns of what never enters one.
    pub never: &'a [String],
    /// Whether something lies at a path in it.
    pub has: &'a dyn Fn(&str) -> bool,
}

/// What becomes of a context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody copies all of it, or it is another folder.
    Nothing,
    /// Its `.dockerignore` does its work.
    Kept,
    /// It needs another one.
    Proposed(Narrowed),
}

/// Proposes one, if the file copies all of the context and what must not be copied enters it.
pub fn narrow(file: &Dockerfile, context: &Context<'_>) -> Outcome {
    let lines: BTreeSet<usize> = whole_contexts(file).map(|span| file.source.location(span.start).line).collect();
    let named = sources(file);
    let elsewhere = named.iter().any(|path| !(context.has)(path));
    let own: Vec<&String> = context.names.iter().filter(|name| !is_recipe(name)).collect();
    if lines.is_empty() || elsewhere || own.is_empty() {
        return Outcome::Nothing;
    }
    let never: Vec<&str> = context.never.iter().map(String::as_str).chain(LEFTOVERS.iter().copied()).collect();
    let open: Vec<&str> = context
        .never
        .iter()
        .map(String::as_str)
        .filter(|pattern| enters(context.there.unwrap_or_default(), &example(pattern)))
        .collect();
    if open.is_empty() {
        return Outcome::Kept;
    }
    let forbidden = never.join("\n");
    let exposed = own
        .iter()
        .filter(|name| !enters(&forbidden, name) && enters(context.there.unwrap_or_default(), name));
    let exposed = exposed.map(|name| (*name).clone()).collect();
    let mut text = match context.there {
        Some(there) => added(there, &open),
        None => whole(&own, &never, &forbidden),
    };
    let shut: Vec<&String> = named
        .iter()
        .filter(|path| enters(context.there.unwrap_or_default(), path) && !enters(&text, path))
        .collect();
    if !shut.is_empty() {
        text.push_str("\n# The Dockerfile copies these by name\n");
        shut.iter().for_each(|path| text.push_str(&format!("!{path}\n")));
    }
    Outcome::Proposed(Narrowed { text, lines, exposed })
}

/// All that is there, but what must not enter.
fn whole(own: &[&String], never: &[&str], forbidden: &str) -> String {
    let mut text = String::from("# Nothing enters the build context\n*\n\n# but what lies here: take out what the image does not need\n");
    let plain = |name: &str| !name.contains(['*', '?', '[', ']', '\\', '\n', '\r']) && name.trim() == name && !name.starts_with(['!', '#']);
    for name in own.iter().filter(|name| plain(name) && enters(forbidden, name)) {
        text.push_str(&format!("!{name}\n"));
    }
    text.push_str("\n# and of that no secrets, caches or leftovers\n");
    never.iter().for_each(|pattern| text.push_str(&format!("{pattern}\n")));
    text
}

/// What is there, and behind it what it lets through.
fn added(there: &str, open: &[&str]) -> String {
    let gap = if there.is_empty() || there.ends_with('\n') { "" } else { "\n" };
    let mut text = format!("{there}{gap}\n# No secrets or leftovers, wherever they lie\n");
    open.iter().for_each(|pattern| text.push_str(&format!("{pattern}\n")));
    text
}

/// A path that a pattern is for: of a folder something in it.
fn example(pattern: &str) -> String {
    pattern.trim_start_matches("**/").replace('*', "x")
}

/// Files that say how to build, which no image needs.
fn is_recipe(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let compose =
        (lower.starts_with("docker-compose") || lower.starts_with("compose")) && [".yml", ".yaml"].iter().any(|end| lower.ends_with(end));
    lower.contains("dockerfile") || lower.contains("containerfile") || lower.ends_with(".dockerignore") || compose
}

/// What COPY, ADD and mounts take from the context by a name of its own.
fn sources(file: &Dockerfile) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for instruction in file.instructions.iter().filter(|i| i.onbuild().is_none()) {
        if let (Body::Copy(copy) | Body::Add(copy), None) = (&instruction.body, instruction.flag("from")) {
            all.extend(copy.sources.iter().filter_map(|word| plain_path(&word.value)));
        }
        all.extend(bound(instruction));
    }
    all
}

fn bound(instruction: &Instruction) -> impl Iterator<Item = String> {
    let mounts = instruction
        .mounts()
        .filter(|mount| mount.kind() == "bind" && mount.get(&["from"]).is_none());
    mounts
        .filter_map(|mount| plain_path(mount.get(&["source", "src"])?))
        .collect::<Vec<_>>()
        .into_iter()
}

/// A path without patterns or variables, as a `.dockerignore` has it; none for the whole context, an address or a here-document.
fn plain_path(written: &str) -> Option<String> {
    let path = written.trim_start_matches("./").trim_matches('/');
    let special = ['*', '?', '[', '\\', '$', ':', '<', '\n'];
    (!path.is_empty() && path != "." && !path.contains(special) && !path.split('/').any(|part| part == "..")).then(|| path.to_owned())
}
