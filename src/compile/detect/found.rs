//! A word that was found in a project, and what can be told of how it was.

use serde::Deserialize;

use super::find::Find;
use crate::compile::project::Project;

/// A part of a path.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// All of it.
    #[default]
    Path,
    /// The name without folder and ending.
    Stem,
    /// The folder with a slash behind it; nothing for the top.
    Folder,
}

/// A word and the file it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The word.
    pub word: String,
    /// The file.
    pub file: String,
    /// The folder that a module is looked for in; empty for the project itself, and for words that are no module.
    pub root: String,
}

impl Found {
    /// A word of a file.
    pub fn new(file: &str, word: &str) -> Self {
        Self {
            word: word.to_owned(),
            file: file.to_owned(),
            root: String::new(),
        }
    }
}

impl Find {
    /// The text that decided, where it is not the word itself.
    pub fn decisive(&self) -> Option<&str> {
        match self {
            Self::Contains { contains: text, .. } | Self::Assigned { assigned: text, .. } | Self::Begins { begins: text, .. } => Some(text),
            _ => None,
        }
    }

    /// The last part of the key at which it was found.
    pub fn key(&self) -> Option<&str> {
        match self {
            Self::Toml { key, .. } | Self::Json { key, .. } => key.rsplit('.').next(),
            _ => None,
        }
    }

    /// Whether the file itself decided, not a line of it.
    pub fn by_file(&self) -> bool {
        matches!(
            self,
            Self::Exists { .. } | Self::FirstOf { .. } | Self::Somewhere { .. } | Self::FolderWith { .. }
        )
    }

    /// The first that is found.
    pub fn first(all: &[Find], project: &dyn Project) -> Option<Found> {
        all.iter().find_map(|f| f.find(project))
    }
}

/// A word that was found in a file.
pub fn found(file: String, word: &str) -> Option<Found> {
    Some(Found::new(&file, word))
}
