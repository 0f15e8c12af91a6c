//! A project's folder as the compiler asks about it. Nothing outside the folder is seen, also not through a link.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Kind, World};
use crate::{
    compile::{self, Project},
    error::Result,
};

/// What lies in a folder: shared, since a large one is asked for again and again.
type Entries = Arc<[(String, compile::Kind)]>;

/// A folder of the world. Every question is asked of the world once; the answer holds for the life of this value.
pub struct DiskProject<'w> {
    world: &'w dyn World,
    folder: PathBuf,
    root: PathBuf,
    texts: RefCell<BTreeMap<String, Option<String>>>,
    kinds: RefCell<BTreeMap<String, Option<compile::Kind>>>,
    lists: RefCell<BTreeMap<String, Entries>>,
}

impl<'w> DiskProject<'w> {
    /// The project in a folder.
    ///
    /// # Errors
    /// The folder is not there.
    pub fn new(world: &'w dyn World, folder: &Path) -> Result<Self> {
        Ok(Self {
            world,
            folder: folder.to_owned(),
            root: world.resolve(folder)?,
            texts: RefCell::default(),
            kinds: RefCell::default(),
            lists: RefCell::default(),
        })
    }

    /// What lies at a path whose parents are known to be inside.
    fn look(&self, path: &Path) -> Option<compile::Kind> {
        match self.world.kind(path).ok()?? {
            Kind::File => Some(compile::Kind::File),
            Kind::Folder => Some(compile::Kind::Folder),
            Kind::Other => None,
            Kind::Link => {
                let target = self.world.resolve(path).ok()?;
                if !target.starts_with(&self.root) {
                    return None;
                }
                // A resolved path has no links left.
                self.look(&target)
            }
        }
    }

    /// What lies in a folder, sorted by name; nothing if it is none.
    fn entries(&self, path: &str) -> Entries {
        if self.kind(path) != Some(compile::Kind::Folder) {
            return Arc::default();
        }
        if let Some(known) = self.lists.borrow().get(path) {
            return Arc::clone(known);
        }
        let entries = self.world.list(&self.folder.join(path)).unwrap_or_default();
        let mut found = Vec::new();
        for entry in entries {
            let Ok(name) = entry.name.into_string() else { continue };
            let kind = match entry.kind {
                Kind::File => Some(compile::Kind::File),
                Kind::Folder => Some(compile::Kind::Folder),
                Kind::Other => None,
                Kind::Link => self.look(&self.folder.join(path).join(&name)),
            };
            found.extend(kind.map(|kind| (name, kind)));
        }
        let found: Entries = found.into();
        self.lists.borrow_mut().insert(path.to_owned(), Arc::clone(&found));
        found
    }
}

impl Project for DiskProject<'_> {
    fn read(&self, path: &str) -> Option<String> {
        if self.kind(path) != Some(compile::Kind::File) {
            return None;
        }
        let mut texts = self.texts.borrow_mut();
        let read = || self.world.read_marked(&self.folder.join(path)).ok();
        texts.entry(path.to_owned()).or_insert_with(read).clone()
    }

    fn kind(&self, path: &str) -> Option<compile::Kind> {
        if path.is_empty() {
            return Some(compile::Kind::Folder);
        }
        if let Some(known) = self.kinds.borrow().get(path) {
            return *known;
        }
        let plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let inside = plain && self.kind(parent) == Some(compile::Kind::Folder);
        let found = if inside { self.look(&self.folder.join(path)) } else { None };
        self.kinds.borrow_mut().insert(path.to_owned(), found);
        found
    }

    fn list(&self, path: &str) -> Vec<(String, compile::Kind)> {
        self.entries(path).to_vec()
    }

    fn each(&self, path: &str, meet: &mut dyn FnMut(&str, compile::Kind) -> bool) {
        let _ = self.entries(path).iter().all(|(name, kind)| meet(name, *kind));
    }
}
