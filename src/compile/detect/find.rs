//! Finding a word in a project: a version, an entry point.

use serde::Deserialize;

use super::condition::Condition;
use super::lookup::{json_at, named, read, toml_at};
use crate::{
    compile::project::{Kind, Project},
    value::RelPath,
};

/// Where a word may be found; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Find {
    /// The first line of a file that is neither empty nor a comment.
    Line {
        /// The file.
        line: String,
    },
    /// The word after another one at the start of a line: `go 1.26.0`.
    After {
        /// The file.
        file: String,
        /// The word before.
        after: String,
        /// What to put before the word found: `>=` makes a least version of it.
        #[serde(default, rename = "as")]
        mark: String,
    },
    /// The text in an XML element without children: `<release>25</release>`.
    Tag {
        /// The file; `*.ending` for the first of that ending at the top.
        file: String,
        /// The element's name.
        tag: String,
        /// What stands before the word; it is dropped and must be there.
        #[serde(default)]
        prefix: String,
    },
    /// The first text in quotes behind a word, on the same line: `version = "1.2"`, `mainClass.set("a.B")`.
    Quoted {
        /// The file; `*.ending` for the first of that ending at the top.
        file: String,
        /// The word.
        quoted: String,
    },
    /// What stands between two texts on one line.
    Between {
        /// The file; `*.ending` for the first of that ending at the top.
        file: String,
        /// Before it and behind it.
        between: [String; 2],
    },
    /// The name of the first file at the top with this ending, without the ending.
    Stem {
        /// The ending with its dot.
        stem: String,
    },
    /// A text at a dotted key of a TOML file.
    Toml {
        /// The file.
        toml: String,
        /// The dotted key.
        key: String,
    },
    /// A text at a dotted key of a JSON file; `prefix` is dropped and must be there.
    Json {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// What stands before the word.
        #[serde(default)]
        prefix: String,
        /// The word, with what was found in the place of `{}`.
        #[serde(default, rename = "as")]
        put: Option<String>,
        /// Whether it has to be a file of the project.
        #[serde(default)]
        there: bool,
    },
    /// A fixed word, if a JSON file has a key.
    JsonIs {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// The word.
        is: String,
    },
    /// What another verb finds, if a condition holds.
    If {
        /// The condition.
        when: Condition,
        /// The other verb.
        find: Box<Find>,
    },
    /// The name of the first entry by name of an object in a JSON file, put in the place of `{}`.
    JsonFirst {
        /// The file.
        json: String,
        /// The dotted key of the object.
        first: String,
        /// The word.
        is: String,
    },
    /// A fixed word, if a file is there.
    Exists {
        /// The file.
        exists: String,
        /// The word.
        is: String,
    },
    /// A fixed word, if a file has a text in it.
    Contains {
        /// The file.
        file: String,
        /// The text.
        contains: String,
        /// The word.
        is: String,
    },
}

/// A word and the file it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The word.
    pub word: String,
    /// The file.
    pub file: String,
}

impl Find {
    /// Looks for the word.
    pub fn find(&self, project: &dyn Project) -> Option<Found> {
        let (file, word) = match self {
            Self::Tag { file, tag, prefix } => {
                let (name, text) = read(project, file)?;
                let inside = text.split_once(&format!("<{tag}>"))?.1.split_once("</")?.0;
                // A reference to a property says nothing by itself.
                let word = Some(inside.trim()).filter(|w| !w.contains("${"))?;
                return found(name, word.strip_prefix(prefix.as_str())?);
            }
            Self::Quoted { file, quoted } => {
                let (name, text) = read(project, file)?;
                let word = text.lines().find_map(|l| in_quotes(l, quoted))?;
                return found(name, word);
            }
            Self::Between {
                file,
                between: [before, behind],
            } => {
                let (name, text) = read(project, file)?;
                let inside = |l: &str| Some(l.split_once(before)?.1.split_once(behind)?.0.trim().to_owned());
                return found(name, &text.lines().find_map(inside)?);
            }
            Self::Stem { stem } => {
                let name = named(project, &format!("*{stem}"))?;
                let word = name.strip_suffix(stem)?.to_owned();
                return found(name, &word);
            }
            Self::Line { line } => {
                let text = project.read(line)?;
                let word = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'))?;
                (line, word.to_owned())
            }
            Self::After { file, after, mark } => {
                let text = project.read(file)?;
                let word = text.lines().find_map(|l| {
                    let mut words = l.split_whitespace();
                    (words.next() == Some(after.as_str())).then(|| words.next().map(str::to_owned))?
                })?;
                (file, format!("{mark}{word}"))
            }
            Self::Toml { toml, key } => (toml, toml_at(project, toml, key)?.as_str()?.to_owned()),
            Self::Json {
                json,
                key,
                prefix,
                put,
                there,
            } => {
                let value = json_at(project, json, key)?;
                let word = value.as_str()?.strip_prefix(prefix.as_str())?;
                if *there {
                    project.kind(RelPath::new(word).ok()?.as_str()).filter(|k| *k == Kind::File)?;
                }
                (json, put.as_ref().map_or_else(|| word.to_owned(), |put| put.replace("{}", word)))
            }
            Self::If { when, find } => return if when.holds(project) { find.find(project) } else { None },
            Self::JsonIs { json, key, is } => {
                json_at(project, json, key)?;
                (json, is.clone())
            }
            Self::JsonFirst { json, first, is } => {
                let name = json_at(project, json, first)?.as_object()?.keys().next()?.clone();
                (json, is.replace("{}", &name))
            }
            Self::Exists { exists, is } => {
                project.kind(exists)?;
                (exists, is.clone())
            }
            Self::Contains { file, contains, is } => {
                let (name, text) = read(project, file)?;
                return found(name, text.contains(contains).then_some(is)?);
            }
        };
        found(file.clone(), &word)
    }

    /// The first that is found.
    pub fn first(all: &[Find], project: &dyn Project) -> Option<Found> {
        all.iter().find_map(|f| f.find(project))
    }
}

fn found(file: String, word: &str) -> Option<Found> {
    let word = word.to_owned();
    Some(Found { word, file })
}

/// The first text in quotes behind a word that stands by itself in a line, unless the line is a comment.
fn in_quotes<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let line = line.trim_start();
    if line.starts_with(['#', '/', '*']) {
        return None;
    }
    let (before, rest) = line.split_once(word)?;
    let part = |c: char| c.is_alphanumeric() || c == '_';
    if before.ends_with(part) || rest.starts_with(part) {
        return None;
    }
    let open = rest.find(['"', '\''])?;
    let quote = rest[open..].chars().next()?;
    rest[open + 1..].split(quote).next().filter(|text| !text.is_empty())
}
