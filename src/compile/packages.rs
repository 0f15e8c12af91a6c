//! Operating system packages in `app.lock`: for each stage and platform every package that is added, in one version, and the index that says so.

use std::{collections::BTreeMap, fmt::Write as _};

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    order::{Order, Source},
    preset::Day,
};
use crate::{
    packages::{Chosen, is_hash, is_name, is_version},
    value::{Snapshot, shown},
};

/// The packages of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedPackages {
    /// The stage.
    pub stage: String,
    /// The distribution's name.
    pub distribution: String,
    /// What app.toml asked for, sorted.
    pub wanted: Vec<String>,
    /// The day on which it was resolved.
    pub resolved: Date,
    /// The moment of the archive, if the archive keeps moments.
    pub snapshot: Option<String>,
    /// The indexes, with the SHA-256 of each `InRelease`; empty where there is none.
    pub sources: Vec<(Source, String)>,
    /// For each platform all packages, sorted by name.
    pub platforms: BTreeMap<String, Vec<Chosen>>,
}

/// The form of an entry.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    stage: String,
    distribution: String,
    wanted: Vec<String>,
    resolved: Day,
    snapshot: Option<String>,
    source: Vec<SourceEntry>,
    platforms: BTreeMap<String, Vec<PackageEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceEntry {
    url: String,
    suite: String,
    #[serde(default)]
    components: Vec<String>,
    #[serde(default)]
    hash: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackageEntry {
    name: String,
    version: String,
    hash: String,
    #[serde(default)]
    base: bool,
}

impl LockedPackages {
    /// Takes what a file says, if all of it can stand in a Dockerfile.
    ///
    /// # Errors
    /// The first text that cannot, and why.
    pub fn read(entry: Entry) -> Result<Self, (String, String)> {
        if let Some(snapshot) = &entry.snapshot {
            Snapshot::new(snapshot.as_str()).map_err(|why| (snapshot.clone(), why.to_string()))?;
        }
        let mut platforms = BTreeMap::new();
        for (platform, packages) in entry.platforms {
            let mut chosen = Vec::new();
            for p in packages {
                if !is_name(&p.name) {
                    return Err((p.name, "this cannot be the name of a package".to_owned()));
                }
                if !is_version(&p.version) {
                    return Err((p.version, "this cannot be the version of a package".to_owned()));
                }
                if !is_hash(&p.hash) {
                    return Err((p.hash, "this is no hash of a package".to_owned()));
                }
                chosen.push(Chosen {
                    name: p.name,
                    version: p.version,
                    hash: p.hash,
                    base: p.base,
                });
            }
            platforms.insert(platform, chosen);
        }
        let source = |s: SourceEntry| {
            let is_sha256 = is_hash(&s.hash) && s.hash.starts_with("sha256:");
            if !is_sha256 && !s.hash.is_empty() {
                return Err((s.hash, "this is no hash of an index".to_owned()));
            }
            let source = Source {
                url: s.url,
                suite: s.suite,
                components: s.components,
            };
            Ok((source, s.hash))
        };
        Ok(Self {
            stage: entry.stage,
            distribution: entry.distribution,
            wanted: entry.wanted,
            resolved: entry.resolved.0,
            snapshot: entry.snapshot,
            sources: entry.source.into_iter().map(source).collect::<Result<_, _>>()?,
            platforms,
        })
    }

    /// What an order asks for and this does not hold, in a few words; none when it covers the order. Where a package comes from
    /// is compared too: it stands in the Dockerfile, and a lock is no way around app.toml.
    pub fn lacks(&self, order: &Order) -> Option<String> {
        let names = order.names();
        if let Some(name) = names.iter().find(|n| !self.wanted.iter().any(|w| w == *n)) {
            return Some(format!("it has no `{name}`"));
        }
        if let Some(name) = self.wanted.iter().find(|w| !names.contains(&w.as_str())) {
            return Some(format!("it still has `{}`", shown(name)));
        }
        if order.distribution.as_ref().is_none_or(|d| d.name != self.distribution) {
            return Some(format!("it is of {}", shown(&self.distribution)));
        }
        if !self.platforms.keys().eq(order.platforms.iter()) {
            let platforms: Vec<&str> = self.platforms.keys().map(String::as_str).collect();
            return Some(format!("it is for {}", shown(&platforms.join(", "))));
        }
        if order.has_snapshots() && order.snapshot.is_some() && order.snapshot != self.snapshot {
            return Some("it is of another snapshot".to_owned());
        }
        let sources = order.sources(self.snapshot.as_deref().unwrap_or_default());
        if !self.sources.iter().map(|(s, _)| s).eq(&sources) {
            return Some("it is from another archive".to_owned());
        }
        let has = |packages: &Vec<Chosen>| names.iter().all(|n| packages.iter().any(|p| p.name == *n && !p.base));
        (!self.platforms.values().all(has)).then(|| "a platform has no version of a package".to_owned())
    }

    /// Appends the entry to a file's text.
    pub fn write(&self, out: &mut String) {
        let text = |s: &str| toml::Value::from(s).to_string();
        let list = |all: &[String]| all.iter().map(|s| text(s)).collect::<Vec<_>>().join(", ");
        let _ = write!(
            out,
            "\n[[packages]]\nstage = {}\ndistribution = {}\nwanted = [{}]\nresolved = {}\n",
            text(&self.stage),
            text(&self.distribution),
            list(&self.wanted),
            text(&self.resolved.to_string())
        );
        if let Some(snapshot) = &self.snapshot {
            let _ = writeln!(out, "snapshot = {}", text(snapshot));
        }
        for (source, hash) in &self.sources {
            let _ = write!(
                out,
                "[[packages.source]]\nurl = {}\nsuite = {}\n",
                text(&source.url),
                text(&source.suite)
            );
            if !source.components.is_empty() {
                let _ = writeln!(out, "components = [{}]", list(&source.components));
            }
            if !hash.is_empty() {
                let _ = writeln!(out, "hash = {}", text(hash));
            }
        }
        out.push_str("[packages.platforms]\n");
        for (platform, packages) in &self.platforms {
            let _ = writeln!(out, "{} = [", text(platform));
            for p in packages {
                let base = if p.base { ", base = true" } else { "" };
                let (name, version, hash) = (text(&p.name), text(&p.version), text(&p.hash));
                let _ = writeln!(out, "  {{ name = {name}, version = {version}, hash = {hash}{base} }},");
            }
            out.push_str("]\n");
        }
    }
}
