//! Several files at once, all or none: each is written out beside its place first, and only when all are safe on the disk they take
//! their places. If one cannot, those before it are put back.
#![expect(clippy::disallowed_methods, reason = "this is where files are put back")]

use std::{
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use super::{
    path_text,
    stage::{Staged, sync_folder},
};
use crate::error::{Error, Result};

/// A file that took its place: where, and what was there before.
struct Done<'a> {
    path: &'a Path,
    before: Option<Vec<u8>>,
}

/// Writes all of them, path and text each. Paths are absolute and have no links in them.
///
/// # Errors
/// One could not be written; what was there before is there again.
pub fn write_all(files: &[(PathBuf, String)]) -> Result<()> {
    write_through(files, |staged| staged.place())
}

/// The same, with the last step given by the caller.
fn write_through(files: &[(PathBuf, String)], place: impl Fn(Staged<'_>) -> io::Result<()>) -> Result<()> {
    let mut waiting = Vec::new();
    for (path, text) in files {
        let refused = |e| undo(Vec::new(), refused(path, &e));
        let before = before(path).map_err(refused)?;
        let staged = Staged::new(path, text.as_bytes()).map_err(refused)?;
        waiting.push((staged, Done { path, before }));
    }
    let mut done: Vec<Done<'_>> = Vec::new();
    for (staged, file) in waiting {
        match place(staged) {
            Ok(()) => done.push(file),
            Err(e) => return Err(undo(done, refused(file.path, &e))),
        }
    }
    let mut folders: Vec<&Path> = done.iter().filter_map(|d| d.path.parent()).collect();
    folders.dedup();
    for folder in folders {
        // The files are there; whether the disk says so after a power cut is not worth failing for.
        let _ = sync_folder(folder);
    }
    Ok(())
}

fn before(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

/// Puts back what was there, and says which files could not be put back.
fn undo(done: Vec<Done<'_>>, error: Error) -> Error {
    let mut lost = Vec::new();
    for Done { path, before } in done.into_iter().rev() {
        let undone = match before {
            None => fs::remove_file(path),
            Some(bytes) => Staged::new(path, &bytes).and_then(Staged::place),
        };
        if undone.is_err() {
            lost.push(format!("{} is the new one already and could not be put back", path_text(path)));
        }
    }
    if lost.is_empty() {
        return error.hint("no file was changed");
    }
    lost.into_iter().fold(error, Error::hint)
}

/// Why a file could not be written, in plain words.
fn refused(path: &Path, error: &io::Error) -> Error {
    let name = path_text(path);
    let folder = path.parent().map(path_text).unwrap_or_default();
    let (why, hint) = match error.kind() {
        ErrorKind::PermissionDenied => ("permission denied", format!("look at the owner and mode of {folder}")),
        ErrorKind::ReadOnlyFilesystem => ("the file system is read-only", format!("{folder} must be writable")),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ("the disk is full", "make room and run it again".to_owned()),
        ErrorKind::FileTooLarge => ("the file would be larger than is allowed here", "look at `ulimit -f`".to_owned()),
        ErrorKind::IsADirectory => ("it is a folder", "move it out of the way".to_owned()),
        _ => return Error::environment(format!("{name} cannot be written: {error}")),
    };
    Error::environment(format!("{name} cannot be written: {why}")).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own, gone at the end.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("hullwright-{name}-{}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path.canonicalize().unwrap())
        }

        fn names(&self) -> Vec<String> {
            let mut names: Vec<String> = fs::read_dir(&self.0)
                .unwrap()
                .map(|e| e.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn what_was_done_is_undone_when_a_later_file_cannot_take_its_place() {
        let folder = Folder::new("undo");
        let [old, new, third] = ["old", "new", "third"].map(|n| folder.0.join(n));
        fs::write(&old, "before").unwrap();
        fs::write(&third, "before").unwrap();
        let files = [old.clone(), new, third.clone()].map(|p| (p, "after".to_owned()));
        let count = std::cell::Cell::new(0);
        let error = write_through(&files, |file| {
            count.set(count.get() + 1);
            if count.get() == 3 {
                return Err(io::Error::from(ErrorKind::PermissionDenied));
            }
            file.place()
        })
        .unwrap_err();
        assert!(error.message.ends_with("third cannot be written: permission denied"), "{error}");
        assert_eq!(folder.names(), ["old", "third"]);
        assert_eq!(fs::read_to_string(old).unwrap(), "before");
        assert_eq!(fs::read_to_string(third).unwrap(), "before");
    }

    #[test]
    fn nothing_takes_its_place_when_one_cannot_be_written_out() {
        let folder = Folder::new("stage");
        let files = [folder.0.join("a"), folder.0.join("missing/b")].map(|p| (p, "after".to_owned()));
        assert!(write_all(&files).is_err());
        assert!(folder.names().is_empty());
    }
}
