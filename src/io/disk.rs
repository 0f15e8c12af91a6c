//! The real world: the disk, the clock, the environment and standard input of this machine. Only here, in `atomic` and in `main` are
//! the functions used that `clippy.toml` bans.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one door to the machine"
)]

use std::{
    env,
    fs::{self, File, FileType},
    io::{self, ErrorKind, Read},
    num::NonZero,
    path::{Path, PathBuf},
    thread,
};

use jiff::Timestamp;

use super::{Batch, Entry, Kind, World, atomic, path_text};
use crate::{
    error::{Error, Result},
    sorting,
};

/// More than this is no text that a person wrote.
const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// This machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl World for Disk {
    fn read(&self, path: &Path) -> Result<String> {
        text(take(path)?, path)
    }

    fn read_marked(&self, path: &Path) -> Result<String> {
        let bytes = take(path)?;
        let pair = |pair: &[u8]| <[u8; 2]>::try_from(pair).ok();
        let units: Option<Vec<u16>> = match bytes.split_at_checked(2) {
            Some(([0xff, 0xfe], rest)) => Some(rest.chunks_exact(2).filter_map(pair).map(u16::from_le_bytes).collect()),
            Some(([0xfe, 0xff], rest)) => Some(rest.chunks_exact(2).filter_map(pair).map(u16::from_be_bytes).collect()),
            _ => None,
        };
        match units.map(|units| String::from_utf16(&units)) {
            Some(Ok(text)) => Ok(text),
            _ => text(bytes, path),
        }
    }

    fn kind(&self, path: &Path) -> Result<Option<Kind>> {
        match fs::symlink_metadata(path) {
            Ok(meta) => Ok(Some(kind(meta.file_type()))),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(e) => Err(refused("read", path, &e)),
        }
    }

    fn list(&self, path: &Path) -> Result<Vec<Entry>> {
        let all = || -> io::Result<Vec<Entry>> {
            let mut entries = Vec::new();
            for entry in fs::read_dir(path)? {
                let entry = entry?;
                entries.push(Entry {
                    name: entry.file_name(),
                    kind: kind(entry.file_type()?),
                });
            }
            sorting::by(&mut entries, |a, b| a.name.cmp(&b.name));
            Ok(entries)
        };
        all().map_err(|e| refused("read", path, &e))
    }

    fn resolve(&self, path: &Path) -> Result<PathBuf> {
        fs::canonicalize(path).map_err(|e| refused("followed", path, &e))
    }

    fn write(&self, batch: &Batch) -> Result<()> {
        atomic::write_all(batch.files())
    }

    fn stdin(&self) -> Result<String> {
        let refuse = |e| Error::environment(format!("standard input cannot be read: {e}"));
        let name = Path::new("standard input");
        text(take_bytes(io::stdin().lock(), 0, name).map_err(refuse)??, name)
    }

    fn env(&self, name: &str) -> Option<String> {
        env::var(name).ok().filter(|value| !value.is_empty())
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn threads(&self) -> usize {
        thread::available_parallelism().map_or(1, NonZero::get)
    }
}

/// The bytes of a file.
fn take(path: &Path) -> Result<Vec<u8>> {
    let refuse = |e: io::Error| refused("read", path, &e);
    // the open file is asked, not its path, which would have to be walked once more; not everywhere can a folder be opened
    let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let folder = || Error::input(format!("{} is a folder, and a file is needed here", path_text(path)));
    match opened {
        Ok((meta, _)) if meta.is_dir() => Err(folder()),
        Ok((meta, file)) => take_bytes(file, meta.len(), path).map_err(refuse)?,
        Err(_) if fs::metadata(path).is_ok_and(|meta| meta.is_dir()) => Err(folder()),
        Err(e) => Err(refuse(e)),
    }
}

/// All of a stream, if it is not too large. Its length is a guess that saves many small reads.
fn take_bytes(stream: impl Read, length: u64, path: &Path) -> io::Result<Result<Vec<u8>>> {
    let room = usize::try_from(length.min(MOST_BYTES)).unwrap_or_default() + 64;
    let mut bytes = Vec::with_capacity(room);
    stream.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Ok(Err(Error::input(format!(
            "{} is larger than 16 MiB, so it is not read",
            path_text(path)
        ))));
    }
    Ok(Ok(bytes))
}

fn text(bytes: Vec<u8>, path: &Path) -> Result<String> {
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let name = path_text(path);
        Error::input(format!("{name} is not UTF-8 text: the byte at offset {at} does not belong there"))
            .hint("save it as UTF-8, or check that it is the file you mean")
    })
}

fn kind(kind: FileType) -> Kind {
    if kind.is_symlink() {
        Kind::Link
    } else if kind.is_dir() {
        Kind::Folder
    } else if kind.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// What the machine said no to, and why, in plain words.
fn refused(what: &str, path: &Path, error: &io::Error) -> Error {
    let name = path_text(path);
    match error.kind() {
        ErrorKind::NotFound => Error::input(format!("{name} does not exist")),
        ErrorKind::NotADirectory => Error::input(format!("{name} does not exist: a part of its path is no folder")),
        ErrorKind::PermissionDenied => Error::environment(format!("{name} cannot be {what}: permission denied"))
            .hint("look at its owner and mode, and those of its folder"),
        _ => Error::environment(format!("{name} cannot be {what}: {}", plain(error))),
    }
}

/// The system's own words, without the error number.
fn plain(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    text.chars().next().map(|c| c.to_lowercase().to_string()).unwrap_or_default() + text.get(1..).unwrap_or_default()
}
