//! An existing Dockerfile beside the compiled one: what app.toml makes, or what the file itself would be lifted to.

use std::{
    borrow::Cow,
    path::{Path, PathBuf},
};

use super::{Context, Targets, init, site::Site};
use crate::{
    compile::{Pinning, lift::Fate},
    error::Result,
    finding::Severity,
    io::{Part, World, path_text},
    report::proposal::{Left, Proposal},
};

/// The folder of a Dockerfile if an app.toml of ours is in it. Other tools use that name too.
pub fn folder(world: &dyn World, path: &Path) -> Result<Option<PathBuf>> {
    let folder = path.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new("."));
    let manifest = folder.join("app.toml");
    let ours = world.kind(&manifest)?.is_some() && world.read(&manifest)?.lines().any(|line| line.trim() == "[app]");
    Ok(ours.then(|| folder.to_owned()))
}

/// Given a file's name and text, the text as it may be shown.
pub type Mask = for<'a> fn(&str, &'a str) -> Cow<'a, str>;

/// The file as it is, and what stands in its place once app.toml is compiled. `mask` hides the secrets of a text.
///
/// # Errors
/// The file cannot be read, or nothing can be compiled.
pub fn against(path: &Path, templates: Option<&Path>, mask: Mask, context: Context<'_>) -> Result<Proposal> {
    let world = context.world;
    let stdin = path == Path::new("-");
    let site = if stdin { None } else { folder(world, path)? };
    let name = if stdin { "<stdin>".to_owned() } else { path_text(path) };
    let (there, wanted, left) = match site {
        Some(folder) => {
            let targets = Targets {
                templates: templates.map(Path::to_owned),
                ..Targets::default()
            };
            let verified = Site::open(world, &folder, &targets)?.compile(Pinning::default())?;
            let missing = world.kind(path)?.is_none() && path.file_name().is_some_and(|n| n == Part::Dockerfile.name());
            let there = if missing { String::new() } else { world.read(path)? };
            (there, verified.dockerfile().to_owned(), Vec::new())
        }
        None => {
            let (verified, accounts, there) = init::in_memory(path, context)?;
            let left = accounts.into_iter().filter_map(|account| match account.fate {
                Fate::Left(why) => Some(Left {
                    rule: "not-lifted".to_owned(),
                    severity: Severity::Info,
                    message: format!("{}: {why}", account.text),
                    line: account.line,
                }),
                _ => None,
            });
            (there, verified.dockerfile().to_owned(), left.collect())
        }
    };
    Ok(Proposal::new(&name, &mask(&name, &there), &wanted, Vec::new(), left))
}
