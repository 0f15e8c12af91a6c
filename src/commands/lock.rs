//! `lock`: fills `app.lock` with the digest of every image that app.toml needs, and writes nothing else.

use std::sync::Arc;

use super::{
    Context, Exit, Outcome, Targets,
    each::each,
    site::{Site, folders},
};
use crate::{
    compile::{self, Inputs, Locked, Pinning},
    error::{Error, Result},
    io::{Part, commit, path_text},
    report::human,
    source::Source,
    value::ImageRef,
};

/// Finds the digest of an image; none when this way of finding does not know it.
pub type Resolve<'a> = &'a (dyn Fn(&ImageRef) -> Result<Option<Locked>> + Sync);

/// What `lock` is asked for.
pub struct Lock<'a> {
    /// The projects.
    pub targets: Targets,
    /// Who is asked for what the lock does not hold.
    pub resolve: Resolve<'a>,
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

fn one(asked: &Lock<'_>, site: &Site<'_>, context: Context<'_>) -> Result<&'static str> {
    let inputs = site.inputs(Pinning::default());
    let text = filled(asked.resolve, site, inputs)?;
    let source = Arc::new(Source::new(site.name(Part::Lock.name()), text));
    let verified = compile::compile(Inputs {
        lock: Some(&source),
        ..inputs
    })?;
    let written = commit(context.world, &site.folder, &verified, &[Part::Lock])?;
    Ok(if written.is_empty() { "unchanged" } else { "wrote app.lock" })
}

/// The lock's text with every image that is needed: from the lock that is there, else from the resolver.
fn filled(resolve: Resolve<'_>, site: &Site<'_>, inputs: Inputs<'_>) -> Result<String> {
    let there = site.lock.as_ref().map(compile::Lock::read).transpose()?.unwrap_or_default();
    let mut lock = compile::Lock::default();
    let mut unknown = Vec::new();
    for (role, text) in compile::images(inputs)? {
        let image = ImageRef::parse(&text).map_err(|why| Error::input(format!("the preset's {role} image cannot be used: {why}")))?;
        match there
            .find(&image)
            .cloned()
            .map_or_else(|| resolve(&image), |known| Ok(Some(known)))?
        {
            Some(locked) => lock.insert(locked),
            None => unknown.push(image.to_string()),
        }
    }
    if unknown.is_empty() {
        return Ok(lock.write());
    }
    Err(
        Error::input(format!("{}: no digest is known for {}", site.name("app.toml"), unknown.join(", ")))
            .hint("choose a version and base that `hullwright presets` marks as pinned, or generate with --unpinned"),
    )
}
