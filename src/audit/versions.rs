//! Versions that are known without asking anybody: what a fix may write behind a package's name, and who says so.

use std::{collections::BTreeMap, sync::Arc};

static SHIPPED: &str = include_str!("data/versions.tsv");

/// A version, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The version.
    pub version: String,
    /// Who says so: a file, or a registry and a day.
    pub from: String,
}

/// Versions by registry (`pip`, `npm`, `gem`, `cargo`, or a release of a distribution) and package. None are known unless somebody says so.
#[derive(Clone, Debug, Default)]
pub struct Versions(Arc<BTreeMap<(String, String), Known>>);

impl Versions {
    /// Those that are shipped.
    pub fn shipped() -> Self {
        let day = SHIPPED.lines().find_map(|line| line.strip_prefix("# as-of\t")).unwrap_or_default();
        let row = |line: &str| {
            let mut cells = line.split('\t');
            let (registry, name, version) = (cells.next()?, cells.next()?, cells.next()?);
            Some((
                registry.to_owned(),
                name.to_owned(),
                version.to_owned(),
                format!("the newest that {registry} had on {day}"),
            ))
        };
        SHIPPED.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
    }

    /// The version of a package.
    pub fn find(&self, registry: &str, name: &str) -> Option<&Known> {
        self.0.get(&(registry.to_owned(), settled(registry, name)))
    }

    /// These, and those of others where these say nothing.
    pub fn over(&self, others: &Self) -> Self {
        let mut all = (*others.0).clone();
        all.extend(self.0.iter().map(|(key, known)| (key.clone(), known.clone())));
        Self(Arc::new(all))
    }
}

impl FromIterator<(String, String, String, String)> for Versions {
    /// From registry, package, version, and who says so. What is no version a fix could write is left out; of several, the first counts.
    fn from_iter<I: IntoIterator<Item = (String, String, String, String)>>(rows: I) -> Self {
        let mut all = BTreeMap::new();
        for (registry, name, version, from) in rows.into_iter().filter(|(_, _, version, _)| is_version(version)) {
            let name = settled(&registry, &name);
            all.entry((registry, name)).or_insert(Known { version, from });
        }
        Self(Arc::new(all))
    }
}

/// pip takes `-`, `_`, `.` and both cases for the same (PEP 503).
fn settled(registry: &str, name: &str) -> String {
    if registry != "pip" {
        return name.to_owned();
    }
    let parts: Vec<&str> = name.split(['-', '_', '.']).filter(|part| !part.is_empty()).collect();
    parts.join("-").to_ascii_lowercase()
}

/// Nothing that means something to a shell may come from a file into a command.
fn is_version(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+' | b'_' | b':');
    (1..=64).contains(&text.len()) && text.as_bytes()[0].is_ascii_digit() && text.bytes().all(plain)
}
