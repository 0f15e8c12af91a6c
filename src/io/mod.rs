//! The world around the program: files, the clock, the environment, standard input. Everything else is a function of what it is given.

pub mod archive;
mod atomic;
mod disk;
mod inside;
mod project;
pub mod registry;
mod stage;
mod write;

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::Date, tz::TimeZone};

pub use archive::unpacked;
pub use disk::Disk;
pub use inside::inside;
pub use project::DiskProject;
pub use write::{Batch, Part, commit, mend, record, same, shield};

use crate::{
    diff::visible,
    error::{Error, Result},
    value::shown,
};

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, whatever it leads to.
    Link,
    /// A pipe, a device, a socket.
    Other,
}

/// An entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: OsString,
    /// What it is; links are not followed.
    pub kind: Kind,
}

/// The world, as far as the program may look at it. Every error names the path.
pub trait World: Sync {
    /// The text of a file.
    ///
    /// # Errors
    /// It is not there, a folder, not UTF-8, larger than 16 MiB, or may not be read.
    fn read(&self, path: &Path) -> Result<String>;

    /// The same; a text that begins with the byte order mark of UTF-16, as redirected output has it in Windows PowerShell, is read, too.
    ///
    /// # Errors
    /// As in `read`.
    fn read_marked(&self, path: &Path) -> Result<String>;

    /// What lies at a path, links not followed; none when nothing does.
    ///
    /// # Errors
    /// It may not be looked at.
    fn kind(&self, path: &Path) -> Result<Option<Kind>>;

    /// The entries of a folder, sorted by name.
    ///
    /// # Errors
    /// It is no folder, or may not be read.
    fn list(&self, path: &Path) -> Result<Vec<Entry>>;

    /// The absolute path that all links lead to.
    ///
    /// # Errors
    /// A link leads nowhere or in a circle.
    fn resolve(&self, path: &Path) -> Result<PathBuf>;

    /// Writes all files of a batch or none.
    ///
    /// # Errors
    /// One could not be written; what was there before is there again.
    fn write(&self, batch: &Batch) -> Result<()>;

    /// The text of standard input.
    ///
    /// # Errors
    /// It is not UTF-8, or larger than 16 MiB.
    fn stdin(&self) -> Result<String>;

    /// A variable of the environment, if it is set and not empty.
    fn env(&self, name: &str) -> Option<String>;

    /// This moment.
    fn now(&self) -> Timestamp;

    /// How many threads can work at the same time.
    fn threads(&self) -> usize;
}

/// Today's date in UTC: what `SOURCE_DATE_EPOCH` says, else the clock (reproducible-builds.org, "SOURCE_DATE_EPOCH").
///
/// # Errors
/// The variable is set, and no number of seconds.
pub fn today(world: &dyn World) -> Result<Date> {
    let now = match world.env("SOURCE_DATE_EPOCH") {
        None => world.now(),
        Some(text) => {
            let seconds = text.parse().ok().and_then(|s| Timestamp::from_second(s).ok());
            seconds.ok_or_else(|| {
                Error::input(format!("SOURCE_DATE_EPOCH is `{}`, which is no number of seconds", shown(&text)))
                    .hint("unset it, or set it to the seconds since 1970, such as 1767225600")
            })?
        }
    };
    Ok(now.to_zoned(TimeZone::UTC).date())
}

/// A path as messages show it: without a leading `./`, and with what would act on a terminal spelled out.
pub fn path_text(path: &Path) -> String {
    let plain = path.strip_prefix(".").ok().filter(|p| *p != Path::new(""));
    let text = plain.unwrap_or(path).to_string_lossy();
    visible(&text.replace('\n', "\u{fffd}")).into_owned()
}
