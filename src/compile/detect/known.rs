//! A project as the tools of its language see it: with what it depends on, and with its files as modules.

use std::cell::OnceCell;

use super::{
    depends::{Named, Names, is_meant},
    modules::{Module, Modules},
};
use crate::compile::project::{Kind, Project};

/// A project, and where its language's tools write things down. Dependencies are read once, when they are first asked for.
pub struct Known<'a> {
    project: &'a dyn Project,
    places: &'a [Names],
    elsewhere: &'a [String],
    locks: &'a [Names],
    modules: Option<&'a Modules>,
    direct: OnceCell<Vec<Named>>,
    locked: OnceCell<Vec<Named>>,
}

impl<'a> Known<'a> {
    /// The same project. What a place names with one of the texts of `elsewhere` is for other systems.
    pub fn new(
        project: &'a dyn Project,
        (places, elsewhere): (&'a [Names], &'a [String]),
        locks: &'a [Names],
        modules: Option<&'a Modules>,
    ) -> Self {
        Self {
            project,
            places,
            elsewhere,
            locks,
            modules,
            direct: OnceCell::new(),
            locked: OnceCell::new(),
        }
    }
}

impl Project for Known<'_> {
    fn read(&self, path: &str) -> Option<String> {
        self.project.read(path)
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        self.project.kind(path)
    }

    fn list(&self, path: &str) -> Vec<(String, Kind)> {
        self.project.list(path)
    }

    fn depends(&self, name: &str, locked: bool) -> Option<(String, String)> {
        let is_here = |named: &Named| !self.elsewhere.iter().any(|text| named.text.contains(text.as_str()));
        let all = |places: &[Names]| places.iter().flat_map(|p| p.all(self.project)).filter(is_here).collect();
        let direct = self.direct.get_or_init(|| all(self.places));
        let mut found = direct.iter().find(|named| is_meant(named, name));
        if found.is_none() && locked {
            let locked = self.locked.get_or_init(|| all(self.locks));
            found = locked.iter().find(|named| is_meant(named, name));
        }
        found.map(|named| (named.file.clone(), named.text.clone()))
    }

    fn module(&self, path: &str) -> Option<Module> {
        self.modules?.name(self.project, path)
    }
}
