//! A file of a project by its name. A link is followed only while it stays in the project's folder: a project may be somebody else's,
//! and what its files link to would be shown in messages or written over.

use std::path::{Path, PathBuf};

use super::{Kind, World, path_text};
use crate::error::{Error, Result};

/// The path of a file of the project, with the last link followed; none when nothing is there.
///
/// # Errors
/// It is a folder, a device, or a link that leaves the project or leads nowhere.
pub fn inside(world: &dyn World, folder: &Path, name: &str) -> Result<Option<PathBuf>> {
    let path = folder.join(name);
    let shown = path_text(&path);
    match world.kind(&path)? {
        None => Ok(None),
        Some(Kind::File) => Ok(Some(path)),
        Some(Kind::Folder) => {
            Err(Error::input(format!("{shown} is a folder, and a file belongs there")).hint("move the folder out of the way, or rename it"))
        }
        Some(Kind::Other) => {
            Err(Error::input(format!("{shown} is a pipe or a device, and a file belongs there")).hint("move it out of the way"))
        }
        Some(Kind::Link) => {
            let target = world.resolve(&path).map_err(|_| {
                Error::input(format!("{shown} is a link that leads nowhere")).hint("remove the link, or make what it leads to")
            })?;
            let better = "put a file there in place of the link";
            if !target.starts_with(world.resolve(folder)?) {
                return Err(Error::input(format!("{shown} is a link out of the project, to {}", path_text(&target))).hint(better));
            }
            if world.kind(&target)? != Some(Kind::File) {
                return Err(Error::input(format!("{shown} is a link to {}, which is no file", path_text(&target))).hint(better));
            }
            Ok(Some(target))
        }
    }
}
