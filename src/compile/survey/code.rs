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

    /// The first of these paths that stands in quotes somewhere, right behind one of these texts if there are any.
    pub fn route(&self, paths: &[String], before: &[String]) -> Option<Clue> {
        paths.iter().find_map(|path| {
            // Some routers take the method and the path as one text.
            let behind = |text: &str| {
                ['"', '\'', '`']
                    .map(|q| [format!("{text}{q}{path}{q}"), format!("{text}{q}GET {path}{q}")])
                    .concat()
            };
            let quoted: Vec<String> = match before {
                [] => behind(""),
                _ => before.iter().flat_map(|b| behind(b)).collect(),
            };
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

    /// The first number from 1024 to 65535 that stands right after one of these texts, the first texts first; after one of those in `near` only where
    /// a port is spoken of. Some are ports of other servers.
    pub fn port(&self, after: &[String], near: &[String], others: &[u16]) -> Option<Clue> {
        let one = |after: &String, close: bool| {
            self.0.iter().find_map(|(file, text)| {
                let lines: Vec<&str> = text.lines().collect();
                lines.iter().enumerate().find_map(|(line, content)| {
                    let number = number_after(content, after).filter(|n| !others.contains(n))?;
                    let above = &lines[line.saturating_sub(NEAR)..=line];
                    let spoken = !close || above.iter().any(|l| l.to_lowercase().contains("port"));
                    spoken.then(|| clue(&number.to_string(), file, line))
                })
            })
        };
        let plain = after.iter().find_map(|after| one(after, false));
        plain.or_else(|| near.iter().find_map(|after| one(after, true)))
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
