//! What a project's own source files give away: the path that answers for its health, the port that it listens on.

use super::seen::{Clue, Seen};
use crate::compile::{detect::sources, project::Project, signs::Flag};

/// The source files of a project, those near its top first, each with its text.
pub struct Code(Vec<(String, String)>);

impl Code {
    /// Reads them. `endings` begin with a dot; folders named in `skip` are not looked into.
    pub fn read(project: &dyn Project, endings: &[String], skip: &[&str]) -> Self {
        let paths = sources(project, endings, skip).into_iter();
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

    /// Where the first of these texts stands.
    pub fn has(&self, texts: &[String]) -> Option<Seen> {
        self.0.iter().find_map(|(file, text)| {
            let line = text.lines().position(|l| texts.iter().any(|t| l.contains(t.as_str())))?;
            Some(Seen {
                file: file.clone(),
                line: Some(line + 1),
            })
        })
    }

    /// The words that a program takes, if its sources know them.
    pub fn flag(&self, flag: &Flag) -> Option<(String, Seen)> {
        self.has(&flag.texts).map(|seen| (flag.word.clone(), seen))
    }

    /// The first number from 1024 to 65535 that stands right after one of these texts; after one of those in `near` only where a port is spoken of.
    pub fn port(&self, after: &[String], near: &[String]) -> Option<Clue> {
        let first = |texts: &[String], close: bool| {
            self.0.iter().find_map(|(file, text)| {
                let lines: Vec<&str> = text.lines().collect();
                lines.iter().enumerate().find_map(|(line, content)| {
                    let number = texts.iter().find_map(|a| number_after(content, a))?;
                    let above = &lines[line.saturating_sub(NEAR)..=line];
                    let spoken = !close || above.iter().any(|l| l.to_lowercase().contains("port"));
                    spoken.then(|| clue(&number.to_string(), file, line))
                })
            })
        };
        first(after, false).or_else(|| first(near, true))
    }
}

/// How many lines above a number may speak of the port.
const NEAR: usize = 5;

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
