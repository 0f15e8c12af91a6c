//! `app.lock`: the images that a plan needs, by digest. Sorted, and the same bytes for the same content.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    catalogue,
    packages::{self, LockedPackages},
    preset::Day,
};
use crate::{
    error::{Error, Result},
    finding::{Finding, Place},
    source::{Source, Span},
    value::{Digest, ImageRef},
};

/// The format that this program writes.
const VERSION: u32 = 1;

/// How `from` begins for digests that are shipped.
const SHIPPED: &str = "catalogue";

/// A whole lock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    images: BTreeMap<(String, String), Locked>,
    packages: BTreeMap<String, LockedPackages>,
}

/// One image of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Its reference with tag and index digest.
    pub image: ImageRef,
    /// Its platforms, sorted, as far as they are known.
    pub platforms: Vec<String>,
    /// The digest of each platform's manifest, as far as they are known.
    pub manifests: BTreeMap<String, Digest>,
    /// The day on which the tag had this digest.
    pub resolved: Date,
    /// Who said so.
    pub from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    #[serde(default)]
    image: Vec<Entry>,
    #[serde(default)]
    packages: Vec<packages::Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    tag: String,
    digest: Digest,
    #[serde(default)]
    platforms: Vec<String>,
    resolved: Day,
    from: String,
    #[serde(default)]
    manifests: BTreeMap<String, Digest>,
}

impl Lock {
    /// Reads `app.lock`.
    ///
    /// # Errors
    /// It is not well-formed, or of a format that this program does not know.
    pub fn read(source: &Arc<Source>) -> Result<Self> {
        let refuse = |span: Span, message: String| {
            let finding = Finding::error("bad-lock", Place::new(source, span), message)
                .help("restore it from version control, or delete it and run `hullwright generate` to make it anew");
            Error::input("").findings(vec![finding])
        };
        let file: File = toml::from_str(source.text()).map_err(|e| {
            let span = e.span().map_or(Span::at(0), Span::from);
            refuse(span, e.message().lines().next().unwrap_or_default().to_owned())
        })?;
        if file.version != VERSION {
            let message = format!("this lock is of format {}, and this program writes format {VERSION}", file.version);
            return Err(refuse(Span::at(0), message));
        }
        let mut lock = Self::default();
        for entry in file.image {
            let text = format!("{}:{}@{}", entry.name, entry.tag, entry.digest);
            let image = ImageRef::parse(&text).map_err(|why| refuse(place_of(source, &entry.name), why.to_string()))?;
            let consistent = entry.manifests.is_empty() || entry.manifests.keys().eq(&entry.platforms);
            if !consistent {
                let message = format!("the platforms of {} are not those of its manifests", image.unpinned());
                return Err(refuse(place_of(source, &entry.name), message));
            }
            if lock.find(&image).is_some() {
                let message = format!("{} stands here twice, and one of them would not count", image.unpinned());
                return Err(refuse(place_of(source, &entry.name), message));
            }
            lock.insert(Locked {
                image,
                platforms: entry.platforms,
                manifests: entry.manifests,
                resolved: entry.resolved.0,
                from: entry.from,
            });
        }
        for entry in file.packages {
            let locked = LockedPackages::read(entry).map_err(|(text, why)| refuse(place_of(source, &text), why))?;
            lock.insert_packages(locked);
        }
        Ok(lock)
    }

    /// Adds the packages of a stage or replaces them.
    pub fn insert_packages(&mut self, locked: LockedPackages) {
        self.packages.insert(locked.stage.clone(), locked);
    }

    /// The packages of all stages, by stage.
    pub fn all_packages(&self) -> impl Iterator<Item = &LockedPackages> {
        self.packages.values()
    }

    /// The packages of a stage.
    pub fn packages(&self, stage: &str) -> Option<&LockedPackages> {
        self.packages.get(stage)
    }

    /// Adds an image or replaces the one of the same name and tag.
    pub fn insert(&mut self, locked: Locked) {
        let key = key(&locked.image);
        self.images.insert(key, locked);
    }

    /// The entry of an image and tag.
    pub fn find(&self, image: &ImageRef) -> Option<&Locked> {
        self.images.get(&key(image))
    }

    /// All entries, sorted by name and tag.
    pub fn images(&self) -> impl Iterator<Item = &Locked> {
        self.images.values()
    }

    /// The file's text.
    pub fn write(&self) -> String {
        let mut out =
            String::from("# The images that app.toml needs, by digest. Commit this file; `hullwright lock --update` renews it.\n");
        let _ = writeln!(out, "version = {VERSION}");
        for locked in self.images.values() {
            let text = |s: &str| toml::Value::from(s).to_string();
            let _ = write!(
                out,
                "\n[[image]]\nname = {}\ntag = {}\ndigest = {}\n",
                text(&locked.image.name()),
                text(locked.image.tag().unwrap_or_default()),
                text(locked.image.digest().map(Digest::as_str).unwrap_or_default())
            );
            if !locked.platforms.is_empty() {
                let list: Vec<String> = locked.platforms.iter().map(|p| text(p)).collect();
                let _ = writeln!(out, "platforms = [{}]", list.join(", "));
            }
            let _ = writeln!(
                out,
                "resolved = {}\nfrom = {}",
                text(&locked.resolved.to_string()),
                text(&locked.from)
            );
            if !locked.manifests.is_empty() {
                out.push_str("[image.manifests]\n");
                for (platform, digest) in &locked.manifests {
                    let _ = writeln!(out, "{} = {}", text(platform), text(digest.as_str()));
                }
            }
        }
        self.packages.values().for_each(|locked| locked.write(&mut out));
        out
    }
}

impl Locked {
    /// Whether a registry said so, and what it said was hashed.
    pub fn is_verified(&self) -> bool {
        !self.from.starts_with(SHIPPED)
    }

    /// The platforms of this entry that another one no longer has. Nothing is said when the platforms of either are not known for sure.
    pub fn dropped_by(&self, newer: &Self) -> Vec<String> {
        if self.manifests.is_empty() || newer.manifests.is_empty() {
            return Vec::new();
        }
        let there: Vec<String> = newer.manifests.keys().map(|p| settled(p)).collect();
        let gone = self.manifests.keys().filter(|p| !there.contains(&settled(p)));
        gone.cloned().collect()
    }

    /// What the shipped catalogue knows about an image.
    pub fn from_catalogue(image: &ImageRef) -> Option<Self> {
        let entry = catalogue::find(image)?;
        Some(Self {
            image: image.unpinned().pinned(entry.digest),
            platforms: entry.platforms,
            manifests: BTreeMap::new(),
            resolved: entry.as_of,
            from: format!("{SHIPPED}, grade {}: {}", entry.grade, entry.source),
        })
    }
}

/// A platform with the variant that is meant when none is written (containerd, `platforms/database.go`).
fn settled(platform: &str) -> String {
    match platform.rsplit_once('/') {
        Some((rest, "arm64")) => format!("{rest}/arm64/v8"),
        Some((rest, "arm")) => format!("{rest}/arm/v7"),
        _ => platform.to_owned(),
    }
}

fn key(image: &ImageRef) -> (String, String) {
    (image.canonical_name(), image.tag().unwrap_or_default().to_owned())
}

fn place_of(source: &Source, text: &str) -> Span {
    source.text().find(text).map_or(Span::at(0), |at| Span::new(at, at + text.len()))
}
