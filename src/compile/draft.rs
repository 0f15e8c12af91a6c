//! Writes a new `app.toml`: what was decided as keys, what follows from the project's own files as comments beside them.

use toml::Value;

use crate::{
    sorting,
    value::{is_hidden, shown},
};

/// Whether a line decides something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It is written, and holds from now on.
    Decides,
    /// It is found anew each time, so it stands there as a comment.
    Follows,
}

/// One line of an `app.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The section: `app`, `build`, `artifacts`, `runtime`.
    pub section: &'static str,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Value,
    /// Whether it decides.
    pub weight: Weight,
    /// Where it comes from, as a few words; may be empty.
    pub why: String,
}

/// The sections in the order of the file.
const SECTIONS: [&str; 12] = [
    "app",
    "build",
    "build.options",
    "build.env",
    "assets",
    "assets.env",
    "artifacts",
    "runtime",
    "runtime.env",
    "runtime.links",
    "image",
    "image.labels",
];

/// Keys in the order in which people think of them; those of different sections do not meet.
const KEYS: [&str; 21] = [
    "name",
    "language",
    "version",
    "framework",
    "context",
    "folder",
    "manager",
    "packages",
    "secrets",
    "run",
    "files",
    "made",
    "binaries",
    "base",
    "command",
    "ports",
    "health",
    "writable",
    "user",
    "openshift",
    "stop",
];

/// What editors look up, so that they take the file for ours.
const SCHEMA: &str = "#:schema https://example.com/hullwright/app.schema.json";

impl Entry {
    /// A text that decides.
    pub fn text((section, key): (&'static str, &str), value: &str, why: &str) -> Self {
        Self {
            section,
            key: key.to_owned(),
            value: Value::from(value),
            weight: Weight::Decides,
            why: why.to_owned(),
        }
    }

    /// The value as people say it: a list without brackets, a path without its table.
    pub fn plain(&self) -> String {
        plain(&self.value)
    }

    /// The value as a person would type it: words with blanks in them as a JSON array.
    pub fn typed(&self) -> String {
        let words: Vec<String> = match &self.value {
            Value::Array(items) => items.iter().map(bare).collect(),
            Value::Table(table) => table.values().map(bare).collect(),
            Value::Boolean(_) => Vec::new(),
            other => vec![bare(other)],
        };
        let simple = |w: &String| w.chars().all(|c| c.is_ascii_alphanumeric() || "-_./:=@,+%".contains(c)) && !w.is_empty();
        match words.iter().all(simple) {
            true => words.join(" "),
            false => serde_json::to_string(&words).unwrap_or_default(),
        }
    }
}

fn bare(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => shown(text),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" "),
        // a secret is known by its name
        Value::Table(table) if table.contains_key("id") => table.get("id").map(plain).unwrap_or_default(),
        Value::Table(table) => table.values().map(plain).collect::<Vec<_>>().join(" "),
        Value::Boolean(true) => "yes".to_owned(),
        Value::Boolean(false) => "no".to_owned(),
        other => other.to_string(),
    }
}

/// Puts lines into the order in which people think of them.
pub fn sort(entries: &mut [Entry]) {
    // Switches of a preset are unknown here; they belong to how it is built.
    let build = KEYS.iter().position(|k| *k == "packages");
    sorting::by_key(entries, |e| (KEYS.iter().position(|k| *k == e.key).or(build), e.section));
}

/// The whole file.
pub fn write(entries: &[Entry]) -> String {
    let mut out = format!("{SCHEMA}\n");
    if entries.iter().any(|e| e.weight == Weight::Follows) {
        out.push_str("# Lines behind a # follow the project's own files, or are the usual choice. Take the # away to decide otherwise.\n");
    }
    for section in SECTIONS {
        let of = entries.iter().filter(|e| e.section == section);
        let lines: Vec<(String, &str)> = of.map(|e| (line(e), e.why.as_str())).collect();
        if lines.is_empty() {
            continue;
        }
        out.push_str(&format!("\n[{section}]\n"));
        let width = lines.iter().map(|(l, _)| l.chars().count()).filter(|w| *w <= MOST).max();
        for (line, why) in &lines {
            out.push_str(&beside(line, why, width.unwrap_or_default()));
            out.push('\n');
        }
    }
    out
}

/// What could not be taken over from another file, as comments at the end.
pub fn appendix(from: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut out = format!("\n# Not taken over from {from}, and why:\n");
    for line in lines {
        out.push_str(&format!("# {line}\n"));
    }
    out
}

/// Comments stand in one column, unless a line is longer than this.
const MOST: usize = 60;

fn beside(line: &str, why: &str, width: usize) -> String {
    if why.is_empty() {
        return line.to_owned();
    }
    format!("{line:width$}  # {why}")
}

fn line(entry: &Entry) -> String {
    let mark = if entry.weight == Weight::Follows { "# " } else { "" };
    let bare = entry.key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let key = if bare { entry.key.clone() } else { quoted(&entry.key) };
    format!("{mark}{key} = {}", inline(&entry.value))
}

/// A value on one line, tables in braces with spaces as people write them.
fn inline(value: &Value) -> String {
    match value {
        Value::Table(table) => {
            let pairs: Vec<String> = table.iter().map(|(k, v)| format!("{k} = {}", inline(v))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        // A text may hold anything a project's file does: with escapes it stays on its line, and one line it must be.
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A basic string of TOML 1.0: everything that is not a plain character is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if is_hidden(c) => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
