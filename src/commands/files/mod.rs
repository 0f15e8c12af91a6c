//! Finds files under a folder as git would: what is ignored is left out, and so are `.git`, `node_modules`, `target` and links.

mod gitignore;
mod glob;
mod names;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    rc::Rc,
    vec,
};

pub use names::is_dockerfile;

use super::{Step, Tell};
use crate::{
    error::{Error, Result},
    io::{Entry, Kind, World, path_text},
    sorting,
};
use gitignore::Ignored;

/// Folders that hold other people's files, or what a build made.
const SKIPPED: [&str; 3] = [".git", "node_modules", "target"];

/// What is looked for.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// The names that are wanted.
    pub wanted: fn(&str) -> bool,
    /// Whether folders are looked into whose names begin with a dot.
    pub hidden: bool,
    /// Whether what git ignores is left out.
    pub obey: bool,
    /// The names of which one at least must stand in a folder, or it is [`Met::Silent`].
    pub telling: fn(&OsStr) -> bool,
    /// Is told how many files were found so far.
    pub tell: Tell<'a>,
}

/// What a walk comes across, in its order.
pub enum Met<'a> {
    /// A file whose name is wanted.
    File(PathBuf),
    /// A folder below the first one that holds nothing of a telling name; before the files in it.
    Silent(&'a Path),
}

/// What was found, and what could not be looked into.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, in the order of their paths.
    pub files: Vec<PathBuf>,
    /// Folders and ignore files that could not be read.
    pub errors: Vec<Error>,
}

/// A folder that is being looked into.
struct Open {
    path: PathBuf,
    /// The path from where ignoring begins, with a slash at its end if it is not empty.
    from_top: Vec<u8>,
    ignored: Option<Rc<Ignored>>,
}

/// The files under a folder whose name is wanted.
///
/// # Errors
/// The folder itself cannot be read.
pub fn under(world: &dyn World, folder: &Path, search: Search<'_>) -> Result<Found> {
    let mut found = Found::default();
    let errors = walk(world, folder, search, &mut |met| {
        if let Met::File(path) = met {
            found.files.push(path);
        }
    })?;
    Ok(Found { errors, ..found })
}

/// The same, told while it is found. Yields what could not be read of the folders below.
///
/// # Errors
/// The folder itself cannot be read.
pub fn walk(world: &dyn World, folder: &Path, search: Search<'_>, meet: &mut dyn FnMut(Met<'_>)) -> Result<Vec<Error>> {
    let mut errors = Vec::new();
    let mut count = 0;
    let mut first = above(world, folder, search, &mut errors)?;
    let entries = entered(world, &mut first, search, &mut errors)?;
    let mut open = vec![(first, entries)];
    // Folders are gone into where they stand among the files: so files are found in the order of their paths.
    while let Some((here, entries)) = open.last_mut() {
        let Some(Entry { name, kind }) = entries.next() else {
            open.pop();
            continue;
        };
        if !(kind == Kind::Folder && looked_into(&name, search) || kind == Kind::File && is_wanted(&name, search)) {
            continue;
        }
        let mut from_top = here.from_top.clone();
        from_top.extend_from_slice(name.as_encoded_bytes());
        if here.ignored.as_ref().is_some_and(|i| i.has(&from_top, kind == Kind::Folder)) {
            continue;
        }
        let path = if here.path == Path::new(".") {
            PathBuf::from(&name)
        } else {
            here.path.join(&name)
        };
        if kind == Kind::File {
            meet(Met::File(path));
            count += 1;
            (search.tell)(Step::Found(count));
            continue;
        }
        from_top.push(b'/');
        let mut inner = Open {
            path,
            from_top,
            ignored: here.ignored.clone(),
        };
        match entered(world, &mut inner, search, &mut errors) {
            Ok(entries) => {
                if !entries.as_slice().iter().any(|entry| (search.telling)(&entry.name)) {
                    meet(Met::Silent(&inner.path));
                }
                open.push((inner, entries));
            }
            Err(error) => errors.push(error),
        }
    }
    sorting::by(&mut errors, |a, b| a.message.cmp(&b.message));
    Ok(errors)
}

/// What lies in a folder, in order; what it says of ignoring holds from here on.
fn entered(world: &dyn World, here: &mut Open, search: Search<'_>, errors: &mut Vec<Error>) -> Result<vec::IntoIter<Entry>> {
    let entries = world.list(&here.path)?;
    if search.obey {
        enter(world, here, &entries, errors);
    }
    Ok(entries.into_iter())
}

fn looked_into(name: &OsStr, search: Search<'_>) -> bool {
    let text = name.to_str().unwrap_or_default();
    !SKIPPED.contains(&text) && (search.hidden || !text.starts_with('.'))
}

/// A name that is no text is none of those that are wanted, but a folder may have one.
fn is_wanted(name: &OsStr, search: Search<'_>) -> bool {
    name.to_str().is_some_and(search.wanted)
}

/// The folder with what is ignored in it from above: by the repository that it lies in, if it lies in one.
fn above(world: &dyn World, folder: &Path, search: Search<'_>, errors: &mut Vec<Error>) -> Result<Open> {
    let mut first = Open {
        path: folder.to_owned(),
        from_top: Vec::new(),
        ignored: None,
    };
    if !search.obey {
        return Ok(first);
    }
    let absolute = world.resolve(folder)?;
    let is_top = |folder: &&Path| world.kind(&folder.join(".git")).is_ok_and(|kind| kind.is_some());
    let Some(top) = absolute.ancestors().find(is_top) else {
        return Ok(first);
    };
    let mut path = top.to_owned();
    let inside = absolute.strip_prefix(top).unwrap_or(Path::new(""));
    for name in inside {
        let mut here = Open { path, ..first };
        read_in(world, &mut here, errors);
        path = here.path.join(name);
        first = here;
        first.from_top.extend_from_slice(name.as_encoded_bytes());
        first.from_top.push(b'/');
    }
    first.path = folder.to_owned();
    Ok(first)
}

/// Adds what a folder says itself, of whose entries we know. A repository inside of another begins anew.
fn enter(world: &dyn World, here: &mut Open, entries: &[Entry], errors: &mut Vec<Error>) {
    let has = |name: &str| entries.iter().any(|e| e.name == name);
    if has(".git") {
        here.ignored = None;
        here.from_top.clear();
    }
    if has(".git") || has(".gitignore") {
        read_in(world, here, errors);
    }
}

/// Adds the ignore files of a folder, if there are any.
fn read_in(world: &dyn World, here: &mut Open, errors: &mut Vec<Error>) {
    for name in [".git/info/exclude", ".gitignore"] {
        let path = here.path.join(name);
        if world.kind(&path).is_ok_and(|kind| kind == Some(Kind::File)) {
            match world.read(&path) {
                Ok(text) => here.ignored = Some(Ignored::read(&text, here.from_top.len(), here.ignored.take())),
                Err(error) => errors.push(error),
            }
        }
    }
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
