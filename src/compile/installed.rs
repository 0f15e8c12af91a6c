//! How a stage installs what `app.lock` holds: the archive's lines, the hash of its index, and each package with its version.

use std::fmt::Write as _;

use super::{
    distribution::Distribution,
    order::Source,
    packages::LockedPackages,
    plan::{LockedPlan, PlatformPlan},
};
use crate::packages::{Chosen, Format, architecture};

/// Where apt keeps the indexes that it has read.
const LISTS: &str = "/var/lib/apt/lists/";

impl LockedPlan {
    /// What a template gets to see of a lock's entry.
    pub fn new(locked: &LockedPackages, distribution: &Distribution) -> Self {
        let sources = locked.sources.iter();
        let indexes = sources
            .clone()
            .filter_map(|(source, hash)| Some(index(source, hash.strip_prefix("sha256:")?)));
        Self {
            as_of: locked.snapshot.clone().unwrap_or_else(|| locked.resolved.to_string()),
            sources: sources.map(|(source, _)| line(source, distribution)).collect(),
            indexes: indexes.collect(),
            kept: kept(locked),
            platforms: platforms(locked, distribution.format),
        }
    }
}

/// The line by which apt or apk is told of an archive.
fn line(source: &Source, distribution: &Distribution) -> String {
    let Source { url, suite, components } = source;
    match distribution.format {
        // A snapshot's index says that it has run out; its hash, which is checked, says which one it is.
        Format::Deb => format!(
            "deb [check-valid-until=no signed-by={}] {url} {suite} {}",
            distribution.keyring,
            components.join(" ")
        ),
        Format::Apk => format!("{url}/{suite}"),
    }
}

/// A line for `sha256sum --check`: the hash, and the file in which apt keeps the index (apt, `URItoFileName`).
fn index(source: &Source, sha256: &str) -> String {
    let uri = format!("{}/dists/{}/InRelease", source.url, source.suite);
    let (_, place) = uri.split_once("://").unwrap_or(("", &uri));
    let mut name = String::new();
    for c in place.chars() {
        match c {
            '/' => name.push('_'),
            '_' | '~' => {
                let _ = write!(name, "%{:02x}", c as u32);
            }
            _ => name.push(c),
        }
    }
    format!("{sha256}  {LISTS}{name}")
}

/// What the image has already and apt may bring to the lock's version, if a locked package needs that; sorted, each once.
fn kept(locked: &LockedPackages) -> Vec<String> {
    let all = locked.platforms.values().flatten().filter(|p| p.base);
    let mut names: Vec<String> = all.map(|p| p.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The packages for each architecture; one list without an architecture when all have the same.
fn platforms(locked: &LockedPackages, format: Format) -> Vec<PlatformPlan> {
    let words = |packages: &[Chosen]| {
        let named = packages.iter().filter(|p| !p.base);
        named.map(|p| format!("{}={}", p.name, p.version)).collect::<Vec<_>>()
    };
    let mut plans: Vec<PlatformPlan> = Vec::new();
    for (platform, packages) in &locked.platforms {
        let architecture = architecture(format, platform).unwrap_or_default().to_owned();
        plans.push(PlatformPlan {
            architecture,
            packages: words(packages),
        });
    }
    if let Some((first, others)) = plans.split_first()
        && others.iter().all(|p| p.packages == first.packages)
    {
        let packages = first.packages.clone();
        return vec![PlatformPlan {
            architecture: String::new(),
            packages,
        }];
    }
    plans
}
