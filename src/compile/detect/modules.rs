//! What a source file is called as a module, for languages whose apps are started by a module's name.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::compile::project::Project;

/// `[modules]` of a preset.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Modules {
    /// The ending of source files with its dot.
    pub ending: String,
    /// The file that stands for its folder.
    pub package: String,
    /// Folders at the top that are no part of a module's name.
    pub roots: Vec<String>,
    /// A folder that holds one of these files is no part of a module's name either.
    pub root_with: Vec<String>,
    /// How lines at the left margin begin that serve or run for as long as the app does: such a file is started, and not imported.
    #[serde(default)]
    pub serving: Vec<String>,
    /// How a line imports modules: the word before their names, and the one behind them, if there is any.
    pub clauses: Vec<[String; 2]>,
    /// The modules that the language brings.
    #[serde(default)]
    pub standard: Vec<String>,
    /// What is installed for a module of others.
    #[serde(default)]
    pub packages: BTreeMap<String, String>,
    /// The runtime's environment when modules are looked for in `{root}`.
    pub env: BTreeMap<String, String>,
}

/// A module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// The folder that modules are looked for in; empty for the project itself.
    pub root: String,
    /// Its dotted name.
    pub name: String,
}

impl Modules {
    /// What a source file is called; none when it cannot be imported.
    pub fn name(&self, project: &dyn Project, path: &str) -> Option<Module> {
        let root = self.root(project, path);
        let inside = if root.is_empty() {
            path
        } else {
            path.strip_prefix(&root)?.strip_prefix('/')?
        };
        let stem = match inside.strip_suffix(&self.package) {
            Some(folder) => folder.strip_suffix('/')?,
            None => inside.strip_suffix(&self.ending)?,
        };
        let text = project.read(path).unwrap_or_default();
        if text.lines().any(|line| self.serving.iter().any(|s| line.starts_with(s.as_str()))) {
            return None;
        }
        let is_name = |part: &str| {
            let plain = part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
            plain && part.bytes().next().is_some_and(|b| !b.is_ascii_digit())
        };
        stem.split('/').all(is_name).then(|| Module {
            root,
            name: stem.replace('/', "."),
        })
    }

    /// The folder from which a file is imported: one that says so, a usual one unless it is imported itself, or the one where the modules lie that it imports itself.
    fn root(&self, project: &dyn Project, path: &str) -> String {
        let above: Vec<&str> = path.match_indices('/').map(|(at, _)| &path[..at]).rev().collect();
        let has = |folder: &str, name: &str| project.kind(&format!("{folder}/{name}")).is_some();
        if let Some(folder) = above.iter().find(|f| self.root_with.iter().any(|name| has(f, name))) {
            return (*folder).to_owned();
        }
        let text = project.read(path).unwrap_or_default();
        let imported: Vec<&str> = text.lines().flat_map(|l| self.imports_of(l)).collect();
        let is_root = |folder: &str| self.roots.iter().any(|r| r == folder) && !imported.contains(&folder);
        if let Some(folder) = above.iter().find(|f| is_root(f) && !has(f, &self.package)) {
            return (*folder).to_owned();
        }
        let is_there = |folder: &str, name: &str| {
            let place = if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            };
            // what a file imports under its own name is another one
            let file = format!("{place}{}", self.ending);
            project.kind(&place).is_some() || file != path && project.kind(&file).is_some()
        };
        let beside = |folder: &&&str| imported.iter().any(|name| is_there(folder, name) && !is_there("", name));
        above.iter().find(beside).map_or_else(String::new, |folder| (*folder).to_owned())
    }
}
