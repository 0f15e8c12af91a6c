//! One file on its way: written out and safe on the disk, but in nobody's way until it takes its place in one step.
//!
//! On Linux it has no name until then, so a run that is killed leaves nothing behind; between its naming and its renaming lie two
//! system calls. Elsewhere, and where the file system cannot do that, it waits under a hidden name that says which process made it,
//! and the next run removes what a dead one left.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is where files are written")]

use std::{
    ffi::OsString,
    fs::{self, File, Metadata, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicUsize, Ordering},
};

/// What stands between the name of a file and the number of the process that is replacing it.
const MARK: &str = ".hullwright-";

/// A file that waits.
pub struct Staged<'a> {
    path: &'a Path,
    bytes: &'a [u8],
    file: File,
    /// The hidden name that it waits under; none when it has no name yet.
    waiting: Option<PathBuf>,
}

impl<'a> Staged<'a> {
    /// Writes it out. An existing file's mode and owner are kept; a new one gets 0644 less the umask.
    pub fn new(path: &'a Path, bytes: &'a [u8]) -> io::Result<Self> {
        sweep(path);
        let there = match fs::metadata(path) {
            Ok(there) => Some(there),
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(e),
        };
        let (file, waiting) = match unnamed(path) {
            Some(file) => (file, None),
            None => named(path).map(|(file, name)| (file, Some(name)))?,
        };
        // From here on, whatever fails, a name is given up when this value goes.
        let mut staged = Self {
            path,
            bytes,
            file,
            waiting,
        };
        staged.file.write_all(bytes)?;
        keep(&staged.file, there.as_ref())?;
        staged.file.sync_all()?;
        Ok(staged)
    }

    /// Lets it take its place.
    pub fn place(mut self) -> io::Result<()> {
        let waiting = match self.waiting.take() {
            Some(name) => name,
            None => match name_it(&self.file, self.path) {
                Ok(name) => name,
                // No /proc, say: written once more, under a name.
                Err(_) => return self.place_by_name(),
            },
        };
        // Kept until the rename is done, so that it goes if that fails.
        self.waiting = Some(waiting.clone());
        fs::rename(&waiting, self.path)?;
        self.waiting = None;
        Ok(())
    }

    fn place_by_name(&mut self) -> io::Result<()> {
        let there = self.file.metadata()?;
        let (mut file, name) = named(self.path)?;
        self.waiting = Some(name.clone());
        file.write_all(self.bytes)?;
        keep(&file, Some(&there))?;
        file.sync_all()?;
        fs::rename(&name, self.path)?;
        self.waiting = None;
        Ok(())
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if let Some(name) = &self.waiting {
            let _ = fs::remove_file(name);
        }
    }
}

/// Makes what happened in a folder safe on the disk.
pub fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

/// A file without a name in the folder of `path`; none where that cannot be had.
#[cfg(target_os = "linux")]
fn unnamed(path: &Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    open(path.parent()?, flags, Mode::from_raw_mode(0o644)).ok().map(File::from)
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_: &Path) -> Option<File> {
    None
}

/// Gives a nameless file a hidden name beside its place.
#[cfg(target_os = "linux")]
fn name_it(file: &File, path: &Path) -> io::Result<PathBuf> {
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, linkat};
    let name = hidden(path);
    let from = format!("/proc/self/fd/{}", file.as_raw_fd());
    linkat(CWD, from, CWD, &name, AtFlags::SYMLINK_FOLLOW)?;
    Ok(name)
}

#[cfg(not(target_os = "linux"))]
fn name_it(_: &File, _: &Path) -> io::Result<PathBuf> {
    Err(io::Error::from(ErrorKind::Unsupported))
}

/// A new file with a hidden name.
fn named(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = hidden(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o644);
    Ok((options.open(&name)?, name))
}

/// A hidden name beside a path that no other thread and no other process uses.
fn hidden(path: &Path) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let mut name = prefix(path);
    name.push(format!("{}-{number}", process::id()));
    let name = path.with_file_name(name);
    // An earlier process may have had our number; then it is dead.
    let _ = fs::remove_file(&name);
    name
}

fn prefix(path: &Path) -> OsString {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(MARK);
    name
}

/// Gives a file the mode and owner of the one that it replaces, as far as we may.
fn keep(file: &File, there: Option<&Metadata>) -> io::Result<()> {
    let Some(there) = there else {
        return Ok(());
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (there.uid(), there.gid()) {
            // Only root may give files away; for others the file becomes theirs.
            let _ = fchown(file, Some(there.uid()), Some(there.gid()));
        }
    }
    file.set_permissions(there.permissions())
}

/// Removes what processes that are dead left beside a path. That is a courtesy: if it cannot be done, nothing is lost.
fn sweep(path: &Path) {
    let prefix = prefix(path).into_string().unwrap_or_default();
    let Some(entries) = path.parent().and_then(|folder| fs::read_dir(folder).ok()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        let numbers = name.strip_prefix(&prefix).and_then(|rest| rest.split_once('-'));
        let Some((process, number)) = numbers else { continue };
        let ours = number.bytes().all(|b| b.is_ascii_digit());
        if ours && process.parse().is_ok_and(|process| !is_alive(process)) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(unix)]
fn is_alive(process: i32) -> bool {
    let known = rustix::process::Pid::from_raw(process);
    known.is_some_and(|p| !matches!(rustix::process::test_kill_process(p), Err(rustix::io::Errno::SRCH)))
}

#[cfg(not(unix))]
fn is_alive(_: i32) -> bool {
    true
}
