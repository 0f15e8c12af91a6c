//! Lock files that a build has at hand, by what it copies or mounts.

use super::{commands::effective, stages::lineage};
use crate::dockerfile::{Body, Dockerfile, Stage};

/// Whether a stage, or one it is built on, copies or mounts one of these files by name or by a simple pattern.
pub fn has_lock(file: &Dockerfile, stage: &Stage, names: &[&str]) -> bool {
    lineage(file, stage)
        .flat_map(|s| file.instructions_of(s))
        .map(effective)
        .any(|instruction| {
            let copied = match &instruction.body {
                Body::Copy(copy) | Body::Add(copy) => copy
                    .sources
                    .iter()
                    .any(|source| names.iter().any(|name| is_named(&source.value, name))),
                _ => false,
            };
            copied
                || instruction
                    .mounts()
                    .any(|mount| mount.get(&["source", "src"]).is_some_and(|path| names.contains(&last_part(path))))
        })
}

/// Whether the last part of a path is that name, or a pattern with one `*` that takes it in.
fn is_named(path: &str, name: &str) -> bool {
    let last = last_part(path);
    let pattern = || {
        let (start, end) = last.split_once('*')?;
        Some(!start.is_empty() && name.starts_with(start) && name.ends_with(end))
    };
    last == name || pattern() == Some(true)
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
