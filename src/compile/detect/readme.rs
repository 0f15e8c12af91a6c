//! How a project's own README says that it is started: what people are told to type, where no other file says.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{found::Found, search::is_file, sources::is_aside};
use crate::compile::project::Project;

/// What it is called.
const NAMES: [&str; 5] = ["README.md", "readme.md", "Readme.md", "README.rst", "README.txt"];
/// What stands before a port of this machine.
const HOSTS: [&str; 3] = ["localhost:", "127.0.0.1:", "0.0.0.0:"];
/// Folders that modules are looked for in.
const ROOTS: [&str; 2] = ["", "src/"];

/// The source file that the README starts, if it is the only one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Readme {
    /// The words before it.
    readme_starts: Vec<String>,
    /// The ending of source files with its dot.
    ending: String,
    /// Files that something else starts, or that do something else.
    #[serde(default)]
    except: Vec<String>,
    /// Whether it is named as a module; its dotted name is the word then, and its path otherwise.
    #[serde(default)]
    module: bool,
}

/// Ports of this machine that the README of a project sends people to.
pub fn told_ports(project: &dyn Project) -> BTreeSet<u16> {
    let text = NAMES.into_iter().find_map(|name| project.read(name)).unwrap_or_default();
    let behind = HOSTS
        .iter()
        .flat_map(|host| text.match_indices(host).map(|(at, _)| &text[at + host.len()..]));
    let number = |rest: &str| rest[..rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())].parse().ok();
    behind.filter_map(number).collect()
}

impl Readme {
    /// Looks for it.
    pub fn find(&self, project: &dyn Project) -> Option<Found> {
        let file = NAMES.into_iter().find(|name| project.kind(name).is_some())?;
        let text = project.read(file)?;
        let words: BTreeSet<&str> = text.lines().flat_map(|line| self.words(line)).collect();
        let mut all = words.into_iter().filter_map(|word| self.found(project, word, file));
        let first = all.next()?;
        all.all(|other| other.word == first.word).then_some(first)
    }

    /// What stands behind one of the words in a line.
    fn words<'l>(&self, line: &'l str) -> impl Iterator<Item = &'l str> {
        let behind = self.readme_starts.iter().flat_map(|start| {
            line.match_indices(start.as_str())
                .filter(|(at, _)| line[..*at].chars().next_back().is_none_or(|c| " \t`$>".contains(c)))
                .filter_map(|(at, _)| line[at + start.len()..].strip_prefix(' '))
                .collect::<Vec<_>>()
        });
        behind.filter_map(|rest| rest.split([' ', '\t', '`', '"', ')']).next())
    }

    fn found(&self, project: &dyn Project, word: &str, file: &str) -> Option<Found> {
        let (folders, name) = word.rsplit_once('/').unwrap_or(("", word));
        if self.except.iter().any(|other| other == name) || folders.split('/').any(|f| f != "." && is_aside(f)) {
            return None;
        }
        if !self.module {
            let path = word.strip_prefix("./").unwrap_or(word);
            return (path.ends_with(&self.ending) && is_file(project, path)).then(|| Found::new(file, path));
        }
        let inside = word.replace('.', "/");
        // from where it is typed it is found by that name, whatever else it may be called
        let beside_roots = ROOTS.iter().any(|root| !root.is_empty() && inside.starts_with(root));
        if beside_roots && is_file(project, &format!("{inside}{}", self.ending)) {
            return Some(Found::new(file, word));
        }
        let mut paths = ROOTS.iter().map(|root| format!("{root}{inside}{}", self.ending));
        let module = paths
            .find(|path| is_file(project, path))
            .and_then(|path| project.module(&path))
            .filter(|module| module.name == word)?;
        Some(Found {
            root: module.root,
            ..Found::new(file, word)
        })
    }
}
