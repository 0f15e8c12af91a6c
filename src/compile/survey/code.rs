//! What a project's own source files give away: the path that answers for its health, the port that it listens on.

use std::collections::BTreeSet;

use super::seen::{Clue, Seen};
use crate::compile::{
    detect::{MOST, any, sources, sources_in},
    preset::Preset,
    project::Project,
    signs::{Flag, Signs, UnlessTold},
};

/// How deep folders are looked into: the settings of a workspace's library lie in `packages/core/src/core/settings`.
const DEPTH: usize = 5;

/// The source files of a project, those near its top first, each with its text.
pub struct Code(Vec<(String, String)>);

impl Code {
    /// Reads those of a language. Folders named in `skip` are not looked into; those in `made` are, though what is in them was made by a build.
    pub fn read(project: &dyn Project, signs: &Signs, skip: &[&str], made: &[String]) -> Self {
        let mut paths = sources(project, &signs.sources, skip, Some(signs.depth.unwrap_or(DEPTH)));
        paths.extend(sources_in(project, made, &signs.sources, skip));
        let texts = paths.into_iter().filter_map(|path| project.read(&path).map(|text| (path, text)));
        Self(texts.collect())
    }

    /// With the file that is started, whatever it is called.
    pub fn with(mut self, project: &dyn Project, path: &str) -> Self {
        if self.0.iter().all(|(known, _)| known != path)
            && let Some(text) = project.read(path)
        {
            self.0.insert(0, (path.to_owned(), text));
        }
        self
    }

    /// Those that lie in none of these folders.
    pub fn without(self, folders: &[&str]) -> Self {
        let is_in = |path: &str| {
            folders
                .iter()
                .any(|f| path.strip_prefix(f).is_some_and(|rest| rest.starts_with('/')))
        };
        Self(self.0.into_iter().filter(|(path, _)| !is_in(path)).collect())
    }

    /// Each file's path and text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
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
            // Few files have the path at all.
            self.0
                .iter()
                .filter(|(_, text)| text.contains(path.as_str()))
                .find_map(|(file, text)| {
                    let is_route = |l: &str| l.contains(path.as_str()) && quoted.iter().any(|q| l.contains(q.as_str()));
                    let line = text.lines().position(is_route)?;
                    Some(clue(path, file, line))
                })
        })
    }

    /// Where the first of these texts stands.
    pub fn has(&self, texts: &[String]) -> Option<Seen> {
        self.line(texts, |line| texts.iter().any(|t| line.contains(t.as_str())))
    }

    /// The same, where it is no part of one of the other texts.
    pub fn has_beside(&self, texts: &[String], others: &[String]) -> Option<Seen> {
        self.line(texts, |line| {
            let rest = others.iter().fold(line.to_owned(), |rest, other| rest.replace(other.as_str(), ""));
            texts.iter().any(|t| rest.contains(t.as_str()))
        })
    }

    /// The first such line of the files that have one of these texts, which few do.
    fn line(&self, texts: &[String], is_so: impl Fn(&str) -> bool) -> Option<Seen> {
        let mut some = self.0.iter().filter(|(_, text)| texts.iter().any(|t| text.contains(t.as_str())));
        some.find_map(|(file, text)| {
            Some(Seen {
                file: file.clone(),
                line: Some(text.lines().position(&is_so)? + 1),
            })
        })
    }

    /// Where something listens on the container's own loopback only: a line with one of these texts and such an address, which nothing else than
    /// the sources decides.
    pub fn loopback(
        &self,
        Signs {
            loopback_by: by,
            loopback_in,
            ..
        }: &Signs,
    ) -> Option<Seen> {
        let has_address = |text: &str| LOOPBACK.iter().any(|a| text.contains(a));
        let listens = |text: &str| has_address(text) && (loopback_in.is_empty() || loopback_in.iter().any(|t| text.contains(t.as_str())));
        self.0.iter().filter(|(_, text)| listens(text)).find_map(|(file, text)| {
            let is_so = |l: &str| {
                LOOPBACK.iter().any(|a| l.contains(a)) && by.iter().any(|b| l.contains(b.as_str())) && !VARIES.iter().any(|v| l.contains(v))
            };
            let line = text.lines().position(is_so)?;
            Some(Seen {
                file: file.clone(),
                line: Some(line + 1),
            })
        })
    }

    /// Where a server that listens on the loopback unless it is told an address listens, and is told none.
    pub fn untold(&self, all: &[UnlessTold], project: &dyn Project) -> Option<Seen> {
        let has = |text: &str, some: &[String]| some.iter().any(|t| text.contains(t.as_str()));
        all.iter().filter(|one| any(&one.when, project)).find_map(|one| {
            let (file, text) = self.0.iter().find(|(_, text)| has(text, &one.by) && !has(text, &one.told))?;
            let line = text.lines().position(|line| has(line, &one.by))?;
            Some(clue("", file, line).seen)
        })
    }

    /// The words that a program takes, if its sources know them.
    pub fn flag(&self, flag: &Flag) -> Option<(String, Seen)> {
        let seen = self.has(&flag.texts).filter(|_| self.has(&flag.unless).is_none())?;
        Some((flag.word.clone(), seen))
    }

    /// The first number from 1024 to 65535 that stands right after one of these texts, the first texts first; after one of those in `near` only where
    /// a port is spoken of. Some are ports of other servers.
    pub fn port(&self, after: &[String], near: &[String], others: &[u16]) -> Option<Clue> {
        let mut best: Option<(usize, Clue)> = None;
        for (file, text) in &self.0 {
            // Most lines have no number of four digits, and need not be searched for texts.
            for (line, content) in text.lines().enumerate().filter(|(_, l)| has_number(l)) {
                let before = best.as_ref().map_or(after.len(), |(rank, _)| *rank);
                let found = after[..before]
                    .iter()
                    .enumerate()
                    .find_map(|(rank, after)| Some((rank, number_after(content, after)?)));
                if let Some((rank, number)) = found.filter(|(_, n)| !others.contains(n)) {
                    best = Some((rank, clue(&number.to_string(), file, line)));
                }
            }
        }
        best.map(|(_, clue)| clue)
            .or_else(|| near.iter().find_map(|after| self.port_near(after, others)))
    }

    /// The only one of these ports that a source file names at all, and where.
    pub fn only_port(&self, ports: &BTreeSet<u16>) -> Option<Clue> {
        let place = |port: &u16| {
            let number = port.to_string();
            // behind a host it is most likely somebody else's
            let has = |line: &str| {
                line.split(|c: char| !(c.is_ascii_alphanumeric() || ":./".contains(c)))
                    .any(|word| word == number)
            };
            let mut all = self.0.iter();
            all.find_map(|(file, text)| Some(clue(&number, file, text.lines().position(has)?)))
        };
        let mut found = ports.iter().filter_map(place);
        let first = found.next();
        first.filter(|_| found.next().is_none())
    }

    /// The first place where 80 or 443 stands right after one of these texts: ports that not every platform lets the image's user listen on.
    pub fn low_port(&self, after: &[String]) -> Option<(u16, Seen)> {
        self.0.iter().find_map(|(file, text)| {
            text.lines().enumerate().find_map(|(line, content)| {
                let mut numbers = after.iter().flat_map(|after| numbers_after(content, after));
                let port = numbers.find(|port| [80, 443].contains(port))?;
                Some((port, clue("", file, line).seen))
            })
        })
    }

    fn port_near(&self, after: &str, others: &[u16]) -> Option<Clue> {
        self.0.iter().find_map(|(file, text)| {
            let lines: Vec<&str> = text.lines().collect();
            lines.iter().enumerate().find_map(|(line, content)| {
                let number = number_after(content, after).filter(|n| !others.contains(n))?;
                let above = &lines[line.saturating_sub(NEAR)..=line];
                let spoken = above.iter().any(|l| speaks_of_port(l));
                spoken.then(|| clue(&number.to_string(), file, line))
            })
        })
    }

    /// Whether one of these texts stands in a source file; not known when there are too many to have seen all.
    pub fn has_any(&self, texts: &[String]) -> Option<bool> {
        let found = self.0.iter().any(|(_, source)| texts.iter().any(|t| source.contains(t.as_str())));
        (found || (1..MOST).contains(&self.0.len())).then_some(found)
    }
}

/// The folders of what a build makes, where there is no build and they can only be ready.
pub fn ready<'p>(preset: &'p Preset, project: &dyn Project) -> &'p [String] {
    let made = preset.made.as_ref();
    let builds = |name: &String| preset.options.get(name).is_some_and(|option| any(&option.when, project));
    made.filter(|m| m.option.as_ref().is_some_and(|o| !builds(o)))
        .map_or(&[], |m| &m.names)
}

/// How sources write the address of the loopback.
const LOOPBACK: [&str; 9] = [
    "\"127.0.0.1",
    "'127.0.0.1",
    "`127.0.0.1",
    "\"localhost",
    "'localhost",
    "`localhost",
    "[127, 0, 0, 1]",
    "(127, 0, 0, 1)",
    "::LOCALHOST",
];
/// What in a line says that an address is only the one that is taken when no other is named.
const VARIES: [&str; 7] = ["env", "ENV", "||", "??", "arg", "unwrap_or", " or "];

fn has_number(line: &str) -> bool {
    line.as_bytes().windows(4).any(|w| w.iter().all(u8::is_ascii_digit))
}

/// How many lines above a number may speak of the port.
const NEAR: usize = 5;

/// Whether a line has the word `port`, alone or at the end of a longer name; `import` and `support` are others.
fn speaks_of_port(line: &str) -> bool {
    ["Port", "PORT"].iter().any(|word| line.contains(word))
        || line
            .match_indices("port")
            .any(|(at, _)| !line[..at].ends_with(|c: char| c.is_ascii_alphabetic()))
}

fn number_after(line: &str, after: &str) -> Option<u16> {
    // The last one is a limit wherever it stands.
    numbers_after(line, after).find(|port| (1024..u16::MAX).contains(port))
}

fn numbers_after<'t>(line: &'t str, after: &'t str) -> impl Iterator<Item = u16> + 't {
    line.match_indices(after).filter_map(move |(at, _)| {
        let rest = line[at + after.len()..].trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        rest[..end].parse().ok()
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
