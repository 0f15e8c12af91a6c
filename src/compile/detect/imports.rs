//! What source files import that neither the language nor the project itself brings: packages that somebody has to install.

use std::collections::BTreeSet;

use super::{
    modules::Modules,
    sources::{MOST, sources},
};
use crate::{compile::project::Project, sorting};

/// How deep folders are looked into: what is imported far below has to be installed as well.
const DEPTH: usize = 8;

/// A module of somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The first part of its name.
    pub module: String,
    /// The file that imports it first.
    pub file: String,
    /// The line that does.
    pub line: String,
    /// Whether that line stands at the left margin: what is imported further in may be done without.
    pub needed: bool,
}

impl Modules {
    /// The modules of others that the project's sources import, by name; none when it has no sources, or too many to look at all of them.
    pub fn outside(&self, project: &dyn Project) -> Option<Vec<Outside>> {
        let files = sources(project, std::slice::from_ref(&self.ending), &[], Some(DEPTH));
        let mut found: Vec<Outside> = Vec::new();
        for file in &files {
            let text = project.read(file).unwrap_or_default();
            for line in text.lines() {
                for module in self.imports_of(line.trim_start()) {
                    if self.standard.iter().any(|known| known == module) || self.is_own(project, file, module) {
                        continue;
                    }
                    let needed = line.starts_with(|c: char| !c.is_whitespace());
                    match found.iter_mut().find(|o| o.module == module) {
                        Some(known) if known.needed || !needed => {}
                        known => {
                            let outside = Outside {
                                module: module.to_owned(),
                                file: file.clone(),
                                line: line.trim().to_owned(),
                                needed,
                            };
                            match known {
                                Some(known) => *known = outside,
                                None => found.push(outside),
                            }
                        }
                    }
                }
            }
        }
        sorting::by(&mut found, |a, b| a.module.cmp(&b.module));
        (1..MOST).contains(&files.len()).then_some(found)
    }

    /// The first parts of the modules that a line imports, without the blanks before it. A sentence that begins with the same word imports nothing.
    pub(super) fn imports_of<'l>(&self, line: &'l str) -> BTreeSet<&'l str> {
        let Some((clause, rest)) = self.clauses.iter().find_map(|c| Some((c, line.strip_prefix(c[0].as_str())?))) else {
            return BTreeSet::new();
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let names = match clause[1].as_str() {
            "" => rest,
            behind => rest.split_once(behind).map_or("", |(names, _)| names),
        };
        let is_name = |name: &&str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
        let mut all = BTreeSet::new();
        for one in names.split([',', ';']) {
            let words: Vec<&str> = one.split_whitespace().collect();
            // `a.b`, or `a.b as c`
            match words.as_slice() {
                [name] | [name, _, _] if is_name(name) && !name.starts_with('.') => {
                    all.insert(name.split('.').next().unwrap_or(name));
                }
                _ => return BTreeSet::new(),
            }
        }
        all
    }

    /// Whether a module lies in the project: beside the file that imports it, in a folder above that, or where modules are usually looked for.
    fn is_own(&self, project: &dyn Project, file: &str, module: &str) -> bool {
        let above = file.match_indices('/').map(|(at, _)| &file[..=at]).chain([""]);
        let roots: Vec<String> = self.roots.iter().map(|root| format!("{root}/")).collect();
        above.chain(roots.iter().map(String::as_str)).any(|folder| {
            let path = format!("{folder}{module}");
            project.kind(&path).is_some() || project.kind(&format!("{path}{}", self.ending)).is_some()
        })
    }
}
