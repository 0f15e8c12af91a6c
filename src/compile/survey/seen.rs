//! Where in a project something was seen: a file, and the line if there is one.

use std::fmt;

use crate::{
    compile::{
        detect::{Condition, Find, Found},
        project::Project,
    },
    value::shown,
};

/// A file, and the line in it that decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Seen {
    /// The file, relative to the project.
    pub file: String,
    /// The line, counted from 1; none when it is the file itself that decides.
    pub line: Option<usize>,
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", shown(&self.file)),
            None => f.write_str(&shown(&self.file)),
        }
    }
}

/// A word that was found, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clue {
    /// The word.
    pub word: String,
    /// Where it stands.
    pub seen: Seen,
}

impl Seen {
    /// The file itself.
    pub fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            line: None,
        }
    }

    /// Whether it is a folder, or lies in it.
    pub fn is_in(&self, folder: &str) -> bool {
        let rest = self.file.strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The same, where the project is seen from a folder above it.
    pub fn go_below(&mut self, folder: &str) {
        self.file = format!("{folder}/{}", self.file);
    }

    /// The first line of a file that has a text in it, in upper or lower case; the file itself when none has.
    pub fn text(project: &dyn Project, file: &str, text: &str) -> Self {
        let all = project.read(file).unwrap_or_default();
        let lower = text.to_lowercase();
        let quoted = format!("\"{text}\"");
        let exact = all.lines().position(|l| l.contains(&quoted));
        let line = exact
            .or_else(|| all.lines().position(|l| l.contains(text)))
            .or_else(|| all.lines().position(|l| l.to_lowercase().contains(&lower)))
            .map(|at| at + 1);
        Self {
            file: file.to_owned(),
            line,
        }
    }

    /// The first line of a file that is so.
    fn line(project: &dyn Project, file: &str, is_so: impl Fn(&str) -> bool) -> Option<Self> {
        let line = project.read(file)?.lines().position(is_so)?;
        Some(Self {
            file: file.to_owned(),
            line: Some(line + 1),
        })
    }

    /// The first of the conditions that holds, and where.
    pub fn first(conditions: &[Condition], project: &dyn Project) -> Option<Self> {
        let condition = conditions.iter().find(|c| c.holds(project))?;
        let (file, text) = condition.evidence(project);
        Some(match text {
            Some(text) => Self::text(project, &file, &text),
            None => Self::file(&file),
        })
    }
}

impl Clue {
    /// The first word that is found, and where.
    pub fn first(places: &[Find], project: &dyn Project) -> Option<Self> {
        let (place, found) = places.iter().find_map(|p| Some((p, p.find(project)?)))?;
        Some(Self::of(place, &found, project))
    }

    /// What a place yielded, and the line that decided.
    pub fn of(place: &Find, found: &Found, project: &dyn Project) -> Self {
        let Found { word, file, .. } = found;
        let seen = match place.decisive() {
            _ if place.by_file() => Seen::file(file),
            Some(text) => Seen::text(project, file, text),
            None => {
                // A mark such as `>=` was put before the word by the preset and is not in the file.
                let word = word.trim_start_matches(['>', '=']);
                let named = |key: &str| Seen::line(project, file, |line| line.contains(key) && line.contains(word));
                let named = place.key().and_then(named);
                named.unwrap_or_else(|| Seen::text(project, file, word))
            }
        };
        Self { word: word.clone(), seen }
    }
}
