//! What changed in the packages of a stage, for people.

use std::collections::{BTreeMap, BTreeSet};

use crate::compile::LockedPackages;

/// One line for a stage that is new, else one for each package that changed on any platform.
pub fn lines(old: Option<&LockedPackages>, new: &LockedPackages) -> Vec<String> {
    let Some(old) = old else {
        let counts = new.platforms.values().map(|all| all.iter().filter(|p| !p.base).count());
        let as_of = new.snapshot.as_ref().map(|s| format!(" as of {s}")).unwrap_or_default();
        return vec![format!(
            "{}: {} packages of {}{as_of}",
            new.stage,
            counts.max().unwrap_or_default(),
            new.distribution
        )];
    };
    let (before, after) = (versions(old), versions(new));
    let names: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let line = |name: &str| {
        let (before, after) = (before.get(name), after.get(name));
        let said = match (before, after) {
            (Some(before), Some(after)) if before == after => return None,
            (Some(before), Some(after)) => format!("{before} -> {after}"),
            (None, Some(after)) => format!("new, {after}"),
            (Some(before), None) => format!("{before}, no longer needed"),
            (None, None) => return None,
        };
        Some(format!("{}: {name}: {said}", new.stage))
    };
    names.into_iter().filter_map(line).collect()
}

/// Each package that is added, with its versions on all platforms: mostly one.
fn versions(locked: &LockedPackages) -> BTreeMap<&str, String> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in locked.platforms.values().flatten().filter(|p| !p.base) {
        all.entry(&package.name).or_default().insert(&package.version);
    }
    let joined = |versions: BTreeSet<&str>| versions.into_iter().collect::<Vec<_>>().join(" and ");
    all.into_iter().map(|(name, versions)| (name, joined(versions))).collect()
}
