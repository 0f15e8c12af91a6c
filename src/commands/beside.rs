//! What files beside a Dockerfile know: digests from app.lock, versions from the lock files of language package managers.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    audit::{Pins, Versions},
    compile::{LOCK_FILES, Lock},
    error::Result,
    io::{Kind, World, path_text},
    source::Source,
};

/// A package's row: registry, name, version, and who says so.
type Row = (String, String, String, String);

/// The digests of the nearest app.lock, from a folder up to the one with the repository.
///
/// # Errors
/// It cannot be read.
pub fn pins(world: &dyn World, folder: &Path) -> Result<Option<Pins>> {
    let start = world.resolve(if folder == Path::new("") { Path::new(".") } else { folder })?;
    for folder in start.ancestors() {
        let path = folder.join("app.lock");
        if world.kind(&path)? == Some(Kind::File) {
            let source = Arc::new(Source::new(path_text(&path), world.read(&path)?));
            let lock = Lock::read(&source)?;
            let known = lock
                .images()
                .filter_map(|locked| Some((locked.image.unpinned(), locked.image.digest()?.clone())));
            return Ok(Some(known.collect()));
        }
        if world.kind(&folder.join(".git"))?.is_some() {
            break;
        }
    }
    Ok(None)
}

/// The versions that files of a folder name. What cannot be read says nothing.
pub fn versions(world: &dyn World, folder: &Path) -> Versions {
    let folder: PathBuf = if folder == Path::new("") { ".".into() } else { folder.to_owned() };
    let entries = world.list(&folder).unwrap_or_default();
    let names: Vec<String> = entries
        .into_iter()
        .filter(|entry| entry.kind == Kind::File)
        .filter_map(|entry| entry.name.into_string().ok())
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (pattern, registry, read) in LOCK_FILES {
        let fits = |name: &&String| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start) && name.ends_with(".txt"),
            None => name == pattern,
        };
        for name in names.iter().filter(fits) {
            let text = world.read(&folder.join(name)).unwrap_or_default();
            rows.extend(
                read(&text)
                    .into_iter()
                    .map(|(package, version)| ((*registry).to_owned(), package, version, format!("what {name} has"))),
            );
        }
    }
    rows.into_iter().collect()
}
