//! What COPY and ADD take: local files, archives, remote files, repositories.

use super::commands::effective;
use crate::{
    dockerfile::{Body, Copy, Dockerfile, Instruction},
    source::Span,
};

/// What an ADD source is, as BuildKit decides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `https://…` that is no repository.
    Remote,
    /// A Git repository.
    Repository,
    /// A local file whose name says that it is an archive, which ADD unpacks.
    Archive,
    /// A variable or pattern that may be any of these.
    Unclear,
    /// A plain local path.
    Local,
}

/// Every COPY or ADD that takes something from the context, a stage or the network, with the index of its instruction.
pub fn copies(file: &Dockerfile) -> impl Iterator<Item = (usize, &Instruction, &Copy)> {
    file.instructions.iter().enumerate().filter_map(|(at, outer)| {
        let instruction = effective(outer);
        match &instruction.body {
            Body::Copy(copy) | Body::Add(copy) => Some((at, instruction, copy)),
            _ => None,
        }
    })
}

/// Those that take their sources from the build context.
pub fn from_context(file: &Dockerfile) -> impl Iterator<Item = (usize, &Instruction, &Copy)> {
    copies(file).filter(|(_, instruction, _)| instruction.flag("from").is_none())
}

/// Where the whole build context is copied, unless something is left out by name.
pub fn whole_contexts(file: &Dockerfile) -> impl Iterator<Item = Span> {
    from_context(file)
        .filter(|(_, instruction, _)| instruction.flag("exclude").is_none())
        .flat_map(|(_, _, copy)| &copy.sources)
        .filter(|source| is_whole(&source.value))
        .map(|source| source.span)
}

/// Whether a source is all of the context.
pub fn is_whole(source: &str) -> bool {
    matches!(source, "." | "./" | "/" | "*" | "./*" | "./.")
}

/// What a source of ADD is.
pub fn source_kind(source: &str) -> SourceKind {
    let scheme = source.split_once("://").map(|(scheme, _)| scheme);
    let path = source.split(['#', '?']).next().unwrap_or(source);
    match scheme {
        Some("git" | "ssh") => return SourceKind::Repository,
        Some("http" | "https") if path.ends_with(".git") => return SourceKind::Repository,
        Some("http" | "https") => return SourceKind::Remote,
        _ => {}
    }
    if source.starts_with("git@") || source.starts_with("github.com/") {
        SourceKind::Repository
    } else if is_archive(path) {
        SourceKind::Archive
    } else if source.starts_with('$') || path.ends_with(['*', ']', '?', '}']) {
        SourceKind::Unclear
    } else {
        SourceKind::Local
    }
}

/// Whether the last part of a path names a format that tar reads.
fn is_archive(path: &str) -> bool {
    const ENDINGS: &[&str] = &[
        ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst", ".gz", ".bz2", ".xz", ".zst", ".lzma", ".tar.lz4",
    ];
    let name = path.rsplit('/').next().unwrap_or(path);
    ENDINGS.iter().any(|ending| {
        name.len() >= ending.len()
            && name
                .get(name.len() - ending.len()..)
                .is_some_and(|end| end.eq_ignore_ascii_case(ending))
    })
}
