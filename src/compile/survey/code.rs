//! What a project's own source files give away: the path that answers for its health, the port that it listens on.

use super::seen::{Clue, Seen};
use crate::compile::{detect::sources, project::Project, signs::Signs};

/// The source files of a project, those near its top first, each with its text.
pub struct Code(Vec<(String, String)>);

impl Code {
    /// Reads those of a language. Folders named in `skip` are not looked into.
    pub fn read(project: &dyn Project, signs: &Signs, skip: &[&str]) -> Self {
        let paths = sources(project, &signs.sources, skip, signs.depth).into_iter();
        let texts = paths.filter_map(|path| project.read(&path).map(|text| (path, text)));
        Self(texts.collect())
    }

    /// The first of these paths that stands in quotes somewhere.
    pub fn route(&self, paths: &[String]) -> Option<Clue> {
        paths.iter().find_map(|path| {
            let quoted = ['"', '\'', '`'].map(|q| format!("{q}{path}{q}"));
            self.0.iter().find_map(|(file, text)| {
                let line = text.lines().position(|l| quoted.iter().any(|q| l.contains(q.as_str())))?;
                Some(clue(path, file, line))
            })
        })
    }

    /// The first number from 1024 to 65535 that stands right after one of these texts.
    pub fn port(&self, after: &[String]) -> Option<Clue> {
        self.0.iter().find_map(|(file, text)| {
            text.lines().enumerate().find_map(|(line, content)| {
                let number = after.iter().find_map(|a| number_after(content, a))?;
                Some(clue(&number.to_string(), file, line))
            })
        })
    }
}

fn number_after(line: &str, after: &str) -> Option<u16> {
    line.match_indices(after).find_map(|(at, _)| {
        let rest = line[at + after.len()..].trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok().filter(|port| *port >= 1024)
    })
}

fn clue(word: &str, file: &str, line: usize) -> Clue {
    Clue {
        word: word.to_owned(),
        seen: Seen {
            file: file.to_owned(),
            line: Some(line + 1),
        },
    }
}
