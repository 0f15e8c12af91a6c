//! What is known about public base images without asking a registry: who they run as, which shell they have, what they lack.

use super::table::Table;
use crate::value::ImageRef;

/// Who an image runs as when nobody says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunsAs {
    /// Somebody without privileges, by the publisher's promise.
    Nobody,
    /// Root at first; its own entrypoint gives that up before the server starts.
    DropsRoot,
    /// Root.
    Root,
    /// Nothing is known about it.
    Unknown,
}

/// What `/bin/sh` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sh {
    /// Debian's and Ubuntu's: small and strict.
    Dash,
    /// BusyBox's.
    Ash,
    /// The big one.
    Bash,
    /// There is no shell.
    None,
    /// Nobody knows.
    Unknown,
}

/// A row of the table, without its image.
struct Row {
    tag: &'static str,
    user: RunsAs,
    sh: Sh,
    fetchers: &'static str,
    slim: &'static str,
}

static TABLE: Table = Table::new(include_str!("data/bases.tsv"));

fn row(line: &'static str) -> Option<Row> {
    let mut fields = line.split('\t');
    let mut next = || fields.next();
    Some(Row {
        tag: next()?,
        user: match next()? {
            "root" => RunsAs::Root,
            "drops" => RunsAs::DropsRoot,
            "nobody" => RunsAs::Nobody,
            _ => RunsAs::Unknown,
        },
        sh: match next()? {
            "dash" => Sh::Dash,
            "ash" => Sh::Ash,
            "bash" => Sh::Bash,
            "none" => Sh::None,
            _ => Sh::Unknown,
        },
        fetchers: next()?,
        slim: next()?,
    })
}

/// A name as the table has it: those of the Docker library without registry and folder.
pub fn library_name(image: &ImageRef) -> String {
    let name = image.canonical_name();
    // Amazon's registry has the same images under this name
    let own = ["docker.io/library/", "public.ecr.aws/docker/library/"];
    own.iter()
        .find_map(|start| name.strip_prefix(start))
        .map(str::to_owned)
        .unwrap_or(name)
}

/// The names under which an image may stand in a table: its own, and those of the folders that it lies in.
pub fn names(name: &str) -> impl Iterator<Item = &str> {
    let folders = name.match_indices('/').filter_map(|(at, _)| name.get(..=at));
    std::iter::once(name).chain(folders)
}

fn find(image: &ImageRef) -> Option<Row> {
    let name = library_name(image);
    let tag = image.tag().unwrap_or_default();
    let last = name.rsplit('/').next().unwrap_or_default();
    let fits = |row: &Row| row.tag == "-" || tag.contains(row.tag) || (name.contains('/') && last.contains(row.tag));
    names(&name).find_map(|name| TABLE.rows(name).iter().filter_map(|line| row(line)).find(fits))
}

/// Who an image runs as.
pub fn runs_as(image: &ImageRef) -> RunsAs {
    let name = library_name(image);
    let tag = image.tag().unwrap_or_default();
    if tag.contains("nonroot") || name.ends_with("-unprivileged") || is_windows(image) || is_s2i(&name) {
        return RunsAs::Nobody;
    }
    let by_digest_alone = tag.is_empty() && image.digest().is_some() && name.contains('/');
    match find(image).map(|row| row.user) {
        // another tag of it may run as somebody else
        Some(RunsAs::Root) if by_digest_alone => RunsAs::Unknown,
        found => found.unwrap_or(RunsAs::Unknown),
    }
}

/// What `/bin/sh` is in an image.
pub fn sh(image: &ImageRef) -> Sh {
    let by_digest_alone = image.tag().is_none() && image.digest().is_some();
    find(image)
        .filter(|_| !by_digest_alone && !is_windows(image))
        .map_or(Sh::Unknown, |row| row.sh)
}

/// Whether an image lacks one of `curl` and `wget`, as far as that is known.
pub fn lacks(image: &ImageRef, fetcher: &str) -> bool {
    let by_digest_alone = image.tag().is_none() && image.digest().is_some();
    find(image)
        .filter(|row| row.fetchers != "?" && !by_digest_alone && !is_windows(image))
        .is_some_and(|row| !row.fetchers.split(',').any(|has| has == fetcher))
}

/// Whether an image has one of `curl` and `wget`, as far as that is known.
pub fn has(image: &ImageRef, fetcher: &str) -> bool {
    let by_digest_alone = image.tag().is_none() && image.digest().is_some();
    let row = find(image).filter(|row| row.fetchers != "?" && !by_digest_alone && !is_windows(image));
    row.is_some_and(|row| row.fetchers.split(',').any(|has| has == fetcher))
}

/// The tag of the variant of an image that leaves out compilers and tools; none for that variant itself.
pub fn slim_variant(image: &ImageRef) -> Option<&'static str> {
    let tag = image.tag().filter(|_| !is_windows(image))?;
    find(image).map(|row| row.slim).filter(|slim| *slim != "-" && !tag.contains(slim))
}

/// Windows has no root; its images run as ContainerUser or ContainerAdministrator.
pub fn is_windows(image: &ImageRef) -> bool {
    let tag = image.tag().unwrap_or_default();
    image.canonical_name().starts_with("mcr.microsoft.com/windows") || tag.contains("nanoserver") || tag.contains("windowsservercore")
}

/// Red Hat's language images (`ubi9/python-312`, `ubi9/nodejs-22-minimal`) run as 1001 or 185; the bare ones do not.
fn is_s2i(name: &str) -> bool {
    let below = name
        .strip_prefix("registry.access.redhat.com/ubi")
        .and_then(|rest| rest.split_once('/'));
    below.is_some_and(|(_, image)| {
        let mut parts = image.split('-').skip(1);
        parts.any(|part| part.bytes().next().is_some_and(|b| b.is_ascii_digit()))
    })
}
