//! What the compiler may ask about the project's folder. Whoever calls it answers, from a disk or from memory.

use std::collections::{BTreeMap, BTreeSet};

use super::detect::{Module, Named, Outside};

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
}

/// A project's folder. Paths are relative to it, with `/` between parts; the folder itself is the empty path.
pub trait Project {
    /// The text of a file; none when there is no such file, or it is no UTF-8 text, or too large to be a text.
    fn read(&self, path: &str) -> Option<String>;

    /// What lies there; none when nothing does. Links are followed only while they stay inside the folder.
    fn kind(&self, path: &str) -> Option<Kind>;

    /// The names in a folder with their kinds, sorted by name; empty when it is none.
    fn list(&self, path: &str) -> Vec<(String, Kind)>;

    /// Meets those entries in their order, without a list of one's own, until `meet` says that it has seen enough.
    fn each(&self, path: &str, meet: &mut dyn FnMut(&str, Kind) -> bool) {
        for (name, kind) in self.list(path) {
            if !meet(&name, kind) {
                return;
            }
        }
    }

    /// Where it says that it depends on this, and how; `locked`: also by way of others. Nobody knows who does not know the language's tools.
    fn depends(&self, _name: &str, _locked: bool) -> Option<Named> {
        None
    }

    /// The same, where a lock file says it with a version.
    fn locked(&self, _name: &str) -> Option<Named> {
        None
    }

    /// What a source file is called as a module.
    fn module(&self, _path: &str) -> Option<Module> {
        None
    }

    /// The modules of others that its sources import; none when it has no sources, or nobody knows.
    fn outside(&self) -> Option<Vec<Outside>> {
        None
    }
}

/// A folder of a project, as a project.
pub struct Below<'a> {
    /// The whole.
    pub project: &'a dyn Project,
    /// The folder; an empty text for the whole.
    pub folder: &'a str,
}

/// A path in a folder, from where the folder's own path counts; either may be empty.
pub fn at(folder: &str, path: &str) -> String {
    match (folder, path) {
        (folder, "") => folder.to_owned(),
        ("", path) => path.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// Whether the `.gitignore` of a folder has a line for a path in that folder, or for something in it.
pub fn leaves_out(project: &dyn Project, folder: &str, path: &str) -> bool {
    let ignored = project.read(&at(folder, ".gitignore")).unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or(path);
    let mut lines = ignored.lines().map(|line| line.trim().trim_start_matches('/'));
    lines.any(|line| {
        let name = line.trim_end_matches('*').trim_end_matches('/');
        name == path || name == last || line.starts_with(&format!("{path}/"))
    })
}

impl Below<'_> {
    fn path(&self, path: &str) -> String {
        at(self.folder, path)
    }
}

impl Project for Below<'_> {
    fn read(&self, path: &str) -> Option<String> {
        self.project.read(&self.path(path))
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.project.kind(&self.path(path))
    }

    fn list(&self, path: &str) -> Vec<(String, Kind)> {
        self.project.list(&self.path(path))
    }

    fn each(&self, path: &str, meet: &mut dyn FnMut(&str, Kind) -> bool) {
        self.project.each(&self.path(path), meet);
    }
}

/// A project in memory.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, String>,
}

impl Memory {
    /// A project of these files, path and text each.
    pub fn new<P: Into<String>, T: Into<String>>(files: impl IntoIterator<Item = (P, T)>) -> Self {
        Self {
            files: files.into_iter().map(|(p, t)| (p.into(), t.into())).collect(),
        }
    }
}

impl Project for Memory {
    fn read(&self, path: &str) -> Option<String> {
        self.files.get(path).cloned()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        if self.files.contains_key(path) {
            return Some(Kind::File);
        }
        let inside = format!("{path}/");
        let found = path.is_empty() || self.files.keys().any(|f| f.starts_with(&inside));
        found.then_some(Kind::Folder)
    }

    fn list(&self, path: &str) -> Vec<(String, Kind)> {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let names: BTreeSet<(String, Kind)> = self
            .files
            .keys()
            .filter_map(|f| f.strip_prefix(&prefix))
            .map(|rest| match rest.split_once('/') {
                Some((folder, _)) => (folder.to_owned(), Kind::Folder),
                None => (rest.to_owned(), Kind::File),
            })
            .collect();
        names.into_iter().collect()
    }
}
