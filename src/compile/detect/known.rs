//! A project as the tools of its language see it: with what it depends on, and with its files as modules.

use std::cell::OnceCell;

use super::{
    depends::{Named, Names, is_meant},
    imports::Outside,
    lookup::requirement_name,
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
    more: Vec<Named>,
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
            more: Vec::new(),
            direct: OnceCell::new(),
            locked: OnceCell::new(),
        }
    }

    /// With packages that a file names besides.
    pub fn with(mut self, file: &str, packages: &[String]) -> Self {
        let named = |text: &String| Named {
            name: requirement_name(text),
            file: file.to_owned(),
            text: text.clone(),
            allows: None,
        };
        self.more = packages.iter().map(named).collect();
        self
    }

    /// What these places name, but for what is for other systems.
    fn all(&self, places: &[Names]) -> Vec<Named> {
        let is_here = |named: &Named| !self.elsewhere.iter().any(|text| named.text.contains(text.as_str()));
        places.iter().flat_map(|place| place.all(self.project)).filter(is_here).collect()
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

    fn each(&self, path: &str, meet: &mut dyn FnMut(&str, Kind) -> bool) {
        self.project.each(path, meet);
    }

    fn depends(&self, name: &str, locked: bool) -> Option<Named> {
        let direct = self.direct.get_or_init(|| self.all(self.places));
        let mut all = direct.iter().chain(&self.more).filter(|named| is_meant(named, name));
        // Of several files that name it, the one with a version says most.
        let exact = all.clone().find(|named| named.text.contains("=="));
        let found = exact.or_else(|| all.next()).cloned();
        found.or_else(|| if locked { self.locked(name) } else { None })
    }

    fn locked(&self, name: &str) -> Option<Named> {
        let locked = self.locked.get_or_init(|| self.all(self.locks));
        locked.iter().find(|named| is_meant(named, name)).cloned()
    }

    fn module(&self, path: &str) -> Option<Module> {
        self.modules?.name(self.project, path)
    }

    fn outside(&self) -> Option<Vec<Outside>> {
        self.modules?.outside(self.project)
    }
}
