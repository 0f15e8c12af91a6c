//! Finds files under a folder. Hidden folders, `node_modules`, `target` and links are left out.

use std::path::{Path, PathBuf};

use crate::{
    error::Result,
    io::{Entry, Kind, World, path_text},
};

/// Folders that hold other people's files, or what a build made.
const SKIPPED: [&str; 2] = ["node_modules", "target"];

/// What was found, and what could not be looked into.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// One line for each folder that could not be read.
    pub skipped: Vec<String>,
}

/// The files under a folder whose name is wanted.
///
/// # Errors
/// The folder itself cannot be read.
pub fn under(world: &dyn World, folder: &Path, wanted: fn(&str) -> bool) -> Result<Found> {
    let mut found = Found::default();
    let mut open = vec![(folder.to_owned(), world.list(folder)?)];
    while let Some((folder, entries)) = open.pop() {
        for Entry { name, kind } in entries {
            // A name that is no text is none of those that are wanted, but a folder may have one.
            let text = name.to_str().unwrap_or_default();
            let path = if folder == Path::new(".") {
                PathBuf::from(&name)
            } else {
                folder.join(&name)
            };
            match kind {
                Kind::File if wanted(text) => found.files.push(path),
                Kind::Folder if !text.starts_with('.') && !SKIPPED.contains(&text) => match world.list(&path) {
                    Ok(entries) => open.push((path, entries)),
                    Err(error) => found.skipped.push(format!("left out: {error}")),
                },
                _ => {}
            }
        }
    }
    found.files.sort();
    found.skipped.sort();
    Ok(found)
}

/// A path as a person would type it in a shell.
pub fn typed(path: &Path) -> String {
    let text = path_text(path);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '+' | '@' | '=' | ',' | ':');
    match text.as_str() {
        "" => ".".to_owned(),
        t if t.chars().all(plain) && !t.starts_with('-') => text,
        t => format!("'{}'", t.replace('\'', "'\\''")),
    }
}
