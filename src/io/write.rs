//! The only ways to a file: what the compiler verified, what fixes proved, what narrows a context, and baselines. Files that would not change are not touched.

use std::path::{Path, PathBuf};

use super::{World, inside, path_text};
use crate::{
    audit::harden::Proven,
    compile::{Narrowed, Verified},
    error::{Error, Result},
    report::baseline::Baseline,
};

/// One of the files that a compilation makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `Dockerfile`
    Dockerfile,
    /// `.dockerignore`
    Dockerignore,
    /// The same where the build context is another folder than the Dockerfile's: BuildKit looks for it beside that, by its name.
    OwnDockerignore,
    /// `app.lock`
    Lock,
    /// `app.toml`: written once, by `init`; afterwards it is the person's.
    Manifest,
}

impl Part {
    /// What `generate` makes of an app.toml, in the order in which people are told of them.
    pub fn made(verified: &Verified) -> [Self; 3] {
        let ignore = match verified.plan().context.as_str() {
            "." => Self::Dockerignore,
            _ => Self::OwnDockerignore,
        };
        [Self::Dockerfile, ignore, Self::Lock]
    }

    /// Its name in the project's folder.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dockerfile => "Dockerfile",
            Self::Dockerignore => ".dockerignore",
            Self::OwnDockerignore => "Dockerfile.dockerignore",
            Self::Lock => "app.lock",
            Self::Manifest => "app.toml",
        }
    }

    /// Its text.
    pub fn text(self, verified: &Verified) -> &str {
        match self {
            Self::Dockerfile => verified.dockerfile(),
            Self::Dockerignore | Self::OwnDockerignore => verified.dockerignore(),
            Self::Lock => verified.lock(),
            Self::Manifest => verified.manifest(),
        }
    }
}

/// Files that may be written: absolute paths without links, and verified, proven or narrowed texts or a baseline. Only [`commit`],
/// [`mend`], [`shield`] and [`record`] make one.
#[derive(Debug)]
pub struct Batch(Vec<(PathBuf, String)>);

impl Batch {
    /// Path and text of each file.
    pub(super) fn files(&self) -> &[(PathBuf, String)] {
        &self.0
    }
}

/// Writes these parts of a compilation into the project's folder, all or none, and says which changed.
///
/// # Errors
/// One of them is a folder, a link that leaves the project, or cannot be written. Nothing has changed then.
pub fn commit(world: &dyn World, folder: &Path, verified: &Verified, parts: &[Part]) -> Result<Vec<Part>> {
    let mut batch = Batch(Vec::new());
    let mut changed = Vec::new();
    let root = world.resolve(folder)?;
    // What the others are made from goes first; the Dockerfile is what everybody waits for and goes last.
    let order = [
        Part::Manifest,
        Part::Lock,
        Part::Dockerignore,
        Part::OwnDockerignore,
        Part::Dockerfile,
    ];
    for part in order.into_iter().filter(|p| parts.contains(p)) {
        let text = part.text(verified);
        let path = match inside(world, folder, part.name())? {
            None => root.join(part.name()),
            Some(path) if world.read(&path).is_ok_and(|there| same(&there, text)) => continue,
            Some(path) => world.resolve(&path)?,
        };
        batch.0.push((path, text.to_owned()));
        changed.insert(0, part);
    }
    if !changed.is_empty() {
        world.write(&batch)?;
    }
    Ok(changed)
}

/// Writes a hardened text in the place of the one that it was made from.
///
/// # Errors
/// The file is another one by now, is no file, or cannot be written. Nothing has changed then.
pub fn mend(world: &dyn World, path: &Path, from: &str, to: &Proven) -> Result<()> {
    let path = world.resolve(path)?;
    if world.read(&path)? != from {
        return Err(Error::environment(format!("{} changed while it was being looked at", path_text(&path))).hint("run it again"));
    }
    world.write(&Batch(vec![(path, to.text().to_owned())]))
}

/// Writes a proposed `.dockerignore` into a folder, in the place of the one that it was made from, or where none was.
///
/// # Errors
/// What lies there is another by now, leads out of the folder, or cannot be written. Nothing has changed then.
pub fn shield(world: &dyn World, folder: &Path, name: &str, from: Option<&str>, to: &Narrowed) -> Result<()> {
    let (path, there) = match inside(world, folder, name)? {
        None => (world.resolve(folder)?.join(name), None),
        Some(path) => (world.resolve(&path)?, Some(world.read(&path)?)),
    };
    if there.as_deref() != from {
        return Err(Error::environment(format!("{} changed while it was being looked at", path_text(&path))).hint("run it again"));
    }
    world.write(&Batch(vec![(path, to.text().to_owned())]))
}

/// Writes a baseline to an absolute path; a link there is replaced, not followed.
///
/// # Errors
/// It cannot be written. Nothing has changed then.
pub fn record(world: &dyn World, path: &Path, baseline: &Baseline) -> Result<()> {
    world.write(&Batch(vec![(path.to_owned(), baseline.text())]))
}

/// Whether two texts are the same but for line endings, which a checkout on another system may have changed.
pub fn same(there: &str, wanted: &str) -> bool {
    there == wanted || there.contains("\r\n") && there.replace("\r\n", "\n") == wanted
}
