//! Finding a word in a project: a version, an entry point.

use serde::Deserialize;

use super::lookup::{json_at, toml_at};
use crate::compile::project::Project;

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
            Self::Json { json, key, prefix } => (
                json,
                json_at(project, json, key)?.as_str()?.strip_prefix(prefix.as_str())?.to_owned(),
            ),
            Self::Exists { exists, is } => {
                project.kind(exists)?;
                (exists, is.clone())
            }
            Self::Contains { file, contains, is } => {
                project.read(file).filter(|text| text.contains(contains))?;
                (file, is.clone())
            }
        };
        Some(Found { word, file: file.clone() })
    }

    /// The first that is found.
    pub fn first(all: &[Find], project: &dyn Project) -> Option<Found> {
        all.iter().find_map(|f| f.find(project))
    }
}
