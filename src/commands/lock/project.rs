//! One project of `lock`: what it needs, and what becomes of its app.lock when the answers are there.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use jiff::civil::Date;
use serde::Serialize;

use super::{Lock, Renew, change::Change};
use crate::{
    commands::{
        online::{self, Answers},
        packages,
        site::Site,
    },
    compile::{self, Inputs, Locked, Pinning, Registries},
    error::{Error, Result},
    finding::{Finding, Place, Severity},
    io::{
        Part, World,
        archive::Archives,
        commit,
        registry::{Failed, Found, Missing, Wanted},
    },
    source::{Source, Span},
    value::{ImageRef, shown},
};

/// A project before anybody was asked.
pub struct Project<'w> {
    site: Site<'w>,
    there: compile::Lock,
    needed: Vec<Need>,
}

/// An image that is needed.
struct Need {
    image: ImageRef,
    /// What is asked about it; none when the lock's entry is kept.
    wanted: Option<Wanted>,
}

/// What is needed to tell what was done.
#[derive(Clone, Copy)]
pub struct Tell<'a> {
    /// The world that is written to.
    pub world: &'a dyn World,
    /// The day from which ages are counted.
    pub today: Date,
    /// Who is asked for packages; none when only what the lock holds counts.
    pub archives: Option<&'a Archives>,
}

/// Why a lock was not written.
pub enum Problem {
    /// A registry did not say what an image is.
    Registry(Box<Failed>),
    /// Anything else.
    Other(Error),
}

/// What was done.
#[derive(Debug, Serialize)]
pub struct Done {
    /// Whether app.lock is another one now.
    written: bool,
    changes: Vec<Change>,
    /// What changed in operating system packages, a line each.
    packages: Vec<String>,
    /// What is to be known about it.
    #[serde(skip)]
    pub findings: Vec<Finding>,
}

impl Done {
    /// It for people.
    pub fn text(&self) -> String {
        let mut lines: Vec<String> = self.changes.iter().map(Change::line).collect();
        lines.extend(self.packages.iter().cloned());
        lines.push(if self.written { "wrote app.lock" } else { "unchanged" }.to_owned());
        lines.join("\n")
    }
}

impl<'w> Project<'w> {
    /// Finds out what a project needs.
    ///
    /// # Errors
    /// It cannot be read, does not compile, or needs no image of the name that is to be renewed.
    pub fn open(world: &'w dyn World, folder: &Path, asked: &Lock, user: &Registries) -> Result<Self> {
        let site = Site::open(world, folder, &asked.targets)?;
        let there = site.lock.as_ref().map(compile::Lock::read).transpose()?.unwrap_or_default();
        let registries = online::registries(&site, user)?;
        // Two roles may have the same image.
        let images = compile::images(site.inputs(Pinning::default()))?;
        let images: BTreeMap<String, String> = images.into_iter().map(|(role, text)| (text, role)).collect();
        let mut needed = Vec::new();
        let mut named = false;
        for (text, role) in images {
            let image = ImageRef::parse(&text).map_err(|why| Error::input(format!("the preset's {role} image cannot be used: {why}")))?;
            let renewed = asked.renew.takes(&image);
            named |= renewed;
            let known = there.find(&image);
            let wanted = (renewed || known.is_none()).then(|| online::wanted(&image, known, &registries));
            needed.push(Need { image, wanted });
        }
        if let (Renew::Named(name), false) = (&asked.renew, named) {
            let message = format!("{}: no image is named {}", site.name("app.toml"), shown(name));
            return Err(Error::input(message).hint("`hullwright plan` shows the images that are needed"));
        }
        Ok(Self { site, there, needed })
    }

    /// What is to be asked.
    pub fn wanted(&self) -> impl Iterator<Item = &Wanted> {
        self.needed.iter().filter_map(|need| need.wanted.as_ref())
    }

    /// Writes the lock, if every image that is needed has its digest.
    ///
    /// # Errors
    /// All images that have none, and why. Then nothing is written.
    pub fn finish(&self, answers: &Answers, asked: &Lock, tell: Tell<'_>) -> std::result::Result<Done, Vec<Problem>> {
        let mut lock = compile::Lock::default();
        let (mut changes, mut unknown, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for need in &self.needed {
            let old = self.there.find(&need.image);
            let (new, old_gone) = match self.now(need, old, answers, asked) {
                Ok(Some(found)) => found,
                Ok(None) => {
                    unknown.push(need.image.to_string());
                    continue;
                }
                Err(failed) => {
                    errors.push(self.failed(need, failed));
                    continue;
                }
            };
            changes.extend(Change::between(old, Some(&new), old_gone, tell.today).map(|change| (change, new.clone())));
            lock.insert(new);
        }
        if !unknown.is_empty() {
            errors.push(Problem::Other(self.unknown(&unknown)));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let ask = packages::Ask {
            archives: tell.archives,
            renew: asked.renew == Renew::All,
            today: tell.today,
            threads: tell.world.threads(),
        };
        let inputs = self.site.inputs(Pinning::default());
        let packages = packages::fill(ask, inputs, &self.there, &mut lock).map_err(|error| vec![Problem::Other(error)])?;
        self.write(&lock, changes, packages, tell)
            .map_err(|error| vec![Problem::Other(error)])
    }

    /// The entry that an image has from now on, and whether the registry no longer has the old digest; none when nobody knows it.
    fn now(
        &self,
        need: &Need,
        old: Option<&Locked>,
        answers: &Answers,
        asked: &Lock,
    ) -> std::result::Result<Option<(Locked, bool)>, Box<Failed>> {
        let keep = || old.cloned().map(|old| (old, false));
        let Some(wanted) = &need.wanted else {
            return Ok(keep());
        };
        if asked.network.is_none() {
            let shipped = Locked::from_catalogue(&need.image);
            // What is there is replaced by what is newer, never by what lay longer on the shelf.
            let newer = |s: &Locked| old.is_none_or(|o| s.resolved > o.resolved);
            return Ok(shipped.filter(newer).map(|s| (s, false)).or_else(keep));
        }
        match answers.get(wanted) {
            Some(Ok(Found::Now(new, gone))) => Ok(Some((kept(old, new.clone()), *gone))),
            Some(Ok(Found::Same)) => Ok(keep()),
            Some(Err(failed)) => Err(failed.clone()),
            None => Ok(None),
        }
    }

    fn write(&self, lock: &compile::Lock, changes: Vec<(Change, Locked)>, packages: Vec<String>, tell: Tell<'_>) -> Result<Done> {
        let site = &self.site;
        let source = Arc::new(Source::new(site.name(Part::Lock.name()), lock.write()));
        let verified = compile::compile(Inputs {
            lock: Some(&source),
            ..site.inputs(Pinning::default())
        })?;
        let written = commit(tell.world, &site.folder, &verified, &[Part::Lock])?;
        let findings = changes.iter().flat_map(|(change, new)| notes(change, new, &source)).collect();
        let dropped = self.there.images().filter(|old| lock.find(&old.image).is_none());
        let dropped = dropped.filter_map(|old| Change::between(Some(old), None, false, tell.today));
        Ok(Done {
            written: !written.is_empty(),
            changes: changes.into_iter().map(|(change, _)| change).chain(dropped).collect(),
            packages,
            findings,
        })
    }

    /// Why an image has no digest; when the lock holds one for a tag that is gone, as a finding at its line.
    fn failed(&self, need: &Need, failed: Box<Failed>) -> Problem {
        let entry = self.site.lock.as_ref().zip(self.there.find(&need.image));
        match (failed.missing, entry) {
            (Some(Missing::Tag), Some((source, locked))) => {
                let finding = vanished_tag(place(source, locked), &failed);
                Problem::Other(Error::input("").findings(vec![finding]))
            }
            _ => Problem::Registry(failed),
        }
    }

    fn unknown(&self, images: &[String]) -> Error {
        let message = format!("{}: no digest is known for {}", self.site.name("app.toml"), images.join(", "));
        Error::input(message)
            .hint("without --offline their registries are asked; `hullwright presets` shows what is pinned without a network")
    }
}

/// The entry as it was when nothing but the day is new: a run that resolves the same changes no byte.
fn kept(old: Option<&Locked>, found: Locked) -> Locked {
    match old {
        Some(old) if old.image.digest() == found.image.digest() && old.manifests == found.manifests && old.is_verified() => old.clone(),
        _ => found,
    }
}

/// A tag that the registry no longer has.
pub fn vanished_tag(place: Place, failed: &Failed) -> Finding {
    Finding::error("vanished-tag", place, failed.error().message)
        .help("The locked digest still builds as long as the registry keeps it. Choose another version or base in app.toml, then run `hullwright lock`.")
}

/// Platforms that a newer digest no longer has.
pub fn dropped_platforms(place: Place, image: &ImageRef, platforms: &[String]) -> Finding {
    let message = format!("the new digest of {image} no longer has {}", platforms.join(", "));
    Finding::error("dropped-platform", place, message)
        .severity(Severity::Warning)
        .help("If you build for such a platform, restore app.lock from version control and look for another version or base.")
}

/// What is to be known about a change that was written.
fn notes(change: &Change, new: &Locked, source: &Arc<Source>) -> Vec<Finding> {
    let image = new.image.unpinned();
    let mut findings = Vec::new();
    if !change.dropped_platforms.is_empty() {
        findings.push(dropped_platforms(place(source, new), &image, &change.dropped_platforms));
    }
    if change.old_gone {
        let message = format!("the registry no longer has the digest that {image} had in app.lock before");
        let finding = Finding::error("vanished-digest", place(source, new), message).severity(Severity::Info);
        findings.push(finding.help("Earlier commits can no longer be built. A mirror that keeps what was pulled once helps against that."));
    }
    findings
}

/// The line of a lock with an image's digest.
fn place(source: &Arc<Source>, locked: &Locked) -> Place {
    let digest = locked.image.digest().map(ToString::to_string).unwrap_or_default();
    let at = source.text().find(&digest).unwrap_or_default();
    Place::new(source, Span::new(at, at + digest.len()))
}
