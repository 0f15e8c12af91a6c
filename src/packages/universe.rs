//! All packages that an archive offers one architecture: by name, the newest of each, and by what they provide.

use std::{cmp::Ordering, collections::BTreeMap};

use super::{Format, entry::Entry, nearest, relation::Relation, version};

/// What an archive offers.
#[derive(Clone, Debug)]
pub struct Universe<'a> {
    format: Format,
    real: BTreeMap<&'a str, Entry<'a>>,
    /// For each thing that is provided: who provides it, in which version of it if that is said.
    provided: BTreeMap<&'a str, Vec<(&'a str, Option<&'a str>)>>,
}

impl<'a> Universe<'a> {
    /// The packages of several indexes. Of several versions of one package the newest counts, as it does for apt and apk; of two that
    /// are equally new, the first.
    pub fn new(format: Format, entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let mut real: BTreeMap<&str, Entry<'_>> = BTreeMap::new();
        for entry in entries {
            let newer = |there: &Entry<'_>| version::compare(format, entry.version, there.version) == Ordering::Greater;
            if real.get(entry.name).is_none_or(newer) {
                real.insert(entry.name, entry);
            }
        }
        let mut provided: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for entry in real.values() {
            for relation in &entry.provides {
                let version = relation.limit.map(|(_, version)| version);
                provided.entry(relation.name).or_default().push((entry.name, version));
            }
        }
        Self { format, real, provided }
    }

    /// How this archive writes its index.
    pub fn format(&self) -> Format {
        self.format
    }

    /// How many packages there are.
    pub fn len(&self) -> usize {
        self.real.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.real.is_empty()
    }

    /// The package of that name.
    pub fn get(&self, name: &str) -> Option<&Entry<'a>> {
        self.real.get(name)
    }

    /// All packages, sorted by name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.real.values()
    }

    /// Who provides something under that name, sorted.
    pub fn providers(&self, name: &str) -> Vec<&'a str> {
        self.provided
            .get(name)
            .into_iter()
            .flatten()
            .map(|(provider, _)| *provider)
            .collect()
    }

    /// Who meets a relation: the package of that name first, then those that provide it, sorted by name. A provided name without a
    /// version meets no relation with one.
    pub fn candidates(&self, relation: &Relation<'_>) -> Vec<&Entry<'a>> {
        let own = self.real.get(relation.name).filter(|e| relation.takes(self.format, e.version));
        let providers = self.provided.get(relation.name).into_iter().flatten();
        let meets = |version: Option<&str>| match version {
            Some(version) => relation.takes(self.format, version),
            None => relation.limit.is_none(),
        };
        let providers = providers.filter(|(name, version)| *name != relation.name && meets(*version));
        own.into_iter()
            .chain(providers.filter_map(|(name, _)| self.real.get(name)))
            .collect()
    }

    /// Whether a package meets a relation, by its name or by what it provides.
    pub fn meets(&self, entry: &Entry<'_>, relation: &Relation<'_>) -> bool {
        if entry.name == relation.name {
            return relation.takes(self.format, entry.version);
        }
        entry.provides.iter().any(|p| {
            p.name == relation.name
                && match p.limit {
                    Some((_, version)) => relation.takes(self.format, version),
                    None => relation.limit.is_none(),
                }
        })
    }

    /// The names that were probably meant, the likeliest first; at most three.
    pub fn nearest(&self, name: &str) -> Vec<&'a str> {
        nearest::nearest(name, self.real.keys().copied())
    }
}
