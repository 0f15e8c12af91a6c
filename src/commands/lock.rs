//! `lock`: fills `app.lock` with the digest of every image that app.toml needs, and writes nothing else.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Context, Exit, Outcome, Targets,
    each::each,
    packages,
    site::{Site, folders},
};
use crate::{
    compile::{self, Inputs, Locked, Pinning},
    error::{Error, Result},
    io::{Part, archive::Archives, commit, path_text, today},
    report::human,
    source::Source,
    value::{ImageRef, shown},
};

/// Finds the digest of an image; none when this way of finding does not know it.
pub type Resolve<'a> = &'a (dyn Fn(&ImageRef) -> Result<Option<Locked>> + Sync);

/// What `lock` is asked for.
pub struct Lock<'a> {
    /// The projects.
    pub targets: Targets,
    /// Who is asked for what the lock does not hold.
    pub resolve: Resolve<'a>,
    /// Who is asked for packages; none when only what the lock holds counts.
    pub archives: Option<&'a Archives>,
    /// What is asked for anew although the lock holds it.
    pub renew: Renew,
}

/// What is asked for anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renew {
    /// Nothing.
    Nothing,
    /// Every image.
    All,
    /// The images of this name, short or full, with or without a tag.
    Named(String),
}

impl Renew {
    fn takes(&self, image: &ImageRef) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Named(name) => [image.name(), image.canonical_name(), image.unpinned().to_string()].contains(name),
        }
    }
}

/// Runs it.
pub fn lock(asked: &Lock<'_>, context: Context<'_>) -> Outcome {
    let (folders, skipped) = match folders(context.world, &asked.targets.paths) {
        Ok(found) => found,
        Err(error) => return Outcome::failed(&error, context),
    };
    let several = folders.len() > 1;
    let results = each(&folders, context.world.threads(), |folder| {
        let said = Site::open(context.world, folder, &asked.targets).and_then(|site| one(asked, &site, context))?;
        let place = if several {
            format!("{}: ", path_text(folder))
        } else {
            String::new()
        };
        Ok(format!("{place}{said}\n"))
    });
    let mut outcome = Outcome {
        stderr: skipped.iter().map(|line| format!("{line}\n")).collect(),
        ..Outcome::default()
    };
    for result in results {
        match result {
            Ok(said) => outcome.stderr.push_str(&said),
            Err(error) => {
                outcome.stderr.push_str(&human::error(&error, context.err));
                outcome = outcome.at_least(Exit::Failed);
            }
        }
    }
    outcome
}

fn one(asked: &Lock<'_>, site: &Site<'_>, context: Context<'_>) -> Result<String> {
    let inputs = site.inputs(Pinning::default());
    let there = site.lock.as_ref().map(compile::Lock::read).transpose()?.unwrap_or_default();
    let (mut lock, mut said) = filled(asked, site, inputs, &there)?;
    let ask = packages::Ask {
        archives: asked.archives,
        renew: asked.renew == Renew::All,
        today: today(context.world)?,
        threads: context.world.threads(),
    };
    said.extend(packages::fill(ask, inputs, &there, &mut lock)?);
    let text = lock.write();
    let source = Arc::new(Source::new(site.name(Part::Lock.name()), text));
    let verified = compile::compile(Inputs {
        lock: Some(&source),
        ..inputs
    })?;
    let written = commit(context.world, &site.folder, &verified, &[Part::Lock])?;
    said.push(if written.is_empty() { "unchanged" } else { "wrote app.lock" }.to_owned());
    Ok(said.join("\n"))
}

/// The lock with every image that is needed, and a line for each digest that changed.
fn filled(asked: &Lock<'_>, site: &Site<'_>, inputs: Inputs<'_>, there: &compile::Lock) -> Result<(compile::Lock, Vec<String>)> {
    let mut lock = compile::Lock::default();
    let mut unknown = Vec::new();
    let mut changes = Vec::new();
    let mut named = false;
    // Two roles may have the same image.
    let images: BTreeMap<String, String> = compile::images(inputs)?.into_iter().map(|(role, text)| (text, role)).collect();
    for (text, role) in images {
        let image = ImageRef::parse(&text).map_err(|why| Error::input(format!("the preset's {role} image cannot be used: {why}")))?;
        let renewed = asked.renew.takes(&image);
        named |= renewed;
        let known = there.find(&image).filter(|_| !renewed).cloned();
        let Some(locked) = known.map_or_else(|| (asked.resolve)(&image), |known| Ok(Some(known)))? else {
            unknown.push(image.to_string());
            continue;
        };
        changes.extend(change(there.find(&image), &locked));
        lock.insert(kept(there.find(&image), locked));
    }
    if let (Renew::Named(name), false) = (&asked.renew, named) {
        let message = format!("{}: no image is named {}", site.name("app.toml"), shown(name));
        return Err(Error::input(message).hint("`hullwright plan` shows the images that are needed"));
    }
    if unknown.is_empty() {
        return Ok((lock, changes));
    }
    let message = format!("{}: no digest is known for {}", site.name("app.toml"), unknown.join(", "));
    Err(Error::input(message)
        .hint("without --offline their registries are asked; `hullwright presets` shows what is pinned without a network"))
}

/// The entry as it was when nothing but the day is new: a run that resolves the same changes no byte.
fn kept(there: Option<&Locked>, found: Locked) -> Locked {
    match there {
        Some(there) if there.image.digest() == found.image.digest() && there.manifests == found.manifests => there.clone(),
        _ => found,
    }
}

/// What changed, for people: the image, and both digests cut short.
fn change(there: Option<&Locked>, found: &Locked) -> Option<String> {
    let short = |locked: &Locked| {
        locked
            .image
            .digest()
            .map(|d| d.as_str().chars().take(19).collect::<String>())
            .unwrap_or_default()
    };
    let image = found.image.unpinned();
    match there {
        Some(there) if there.image.digest() == found.image.digest() => None,
        Some(there) => Some(format!("{image}: {} of {} -> {}", short(there), there.resolved, short(found))),
        None => Some(format!("{image}: {}", short(found))),
    }
}
