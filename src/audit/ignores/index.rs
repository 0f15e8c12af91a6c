//! Which ignore holds at a place, found without looking at all of them: a hostile file may have as many as it has lines.

use crate::sorting;
use std::collections::BTreeMap;

use super::{Ignore, What, scope::Scope};

/// Ignores of one kind that reach to the same place, in the order of their starts.
#[derive(Debug, Default)]
struct Bundle {
    members: Vec<(usize, Ignore)>,
    /// How many of them were of use: always the first ones.
    used: usize,
}

/// All ignores of a file.
#[derive(Debug, Default)]
pub(super) struct Index(BTreeMap<What, BTreeMap<usize, Bundle>>);

impl Index {
    pub(super) fn new(ignores: Vec<Ignore>) -> Self {
        let mut index = Self::default();
        for ignore in ignores {
            let (start, end) = match ignore.scope {
                Scope::File => (0, usize::MAX),
                Scope::Part(span) => (span.start, span.end),
            };
            let bundle = index.0.entry(ignore.what).or_default().entry(end).or_default();
            bundle.members.push((start, ignore));
        }
        for bundle in index.0.values_mut().flat_map(BTreeMap::values_mut) {
            sorting::by_key(&mut bundle.members, |(start, _)| *start);
        }
        index
    }

    /// Whether something is ignored at an offset. All that ignore it there are of use from now on.
    pub(super) fn ignores(&mut self, what: What, at: usize) -> bool {
        let Some(bundles) = self.0.get_mut(&what) else {
            return false;
        };
        let part = bundles.range(at + 1..usize::MAX).next().map(|(end, _)| *end);
        let mut found = false;
        for end in part.into_iter().chain([usize::MAX]) {
            let Some(bundle) = bundles.get_mut(&end) else { continue };
            found |= bundle.members.first().is_some_and(|(start, _)| *start <= at);
            while bundle.members.get(bundle.used).is_some_and(|(start, _)| *start <= at) {
                bundle.used += 1;
            }
        }
        found
    }

    /// Those that were of no use.
    pub(super) fn unused(&self) -> impl Iterator<Item = Ignore> {
        let bundles = self.0.values().flat_map(BTreeMap::values);
        bundles.flat_map(|bundle| bundle.members.iter().skip(bundle.used).map(|(_, ignore)| *ignore))
    }
}
