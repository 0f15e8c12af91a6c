//! Lock files that a build has at hand, by what it copies or mounts.

use std::collections::BTreeSet;

use super::{commands::effective, stages::lineage};
use crate::dockerfile::{Body, Dockerfile, Stage};

/// The lock files that any rule asks for.
const LOCKS: &[&str] = &[
    "Cargo.lock",
    "Gemfile.lock",
    "Pipfile.lock",
    "bun.lock",
    "bun.lockb",
    "composer.lock",
    "go.sum",
    "mix.lock",
    "npm-shrinkwrap.json",
    "package-lock.json",
    "pdm.lock",
    "pnpm-lock.yaml",
    "poetry.lock",
    "pubspec.lock",
    "uv.lock",
    "yarn.lock",
];

/// Which stage copies or mounts which lock file.
pub struct Locks(BTreeSet<(usize, &'static str)>);

impl Locks {
    /// Looks through a whole file.
    pub fn of(file: &Dockerfile) -> Self {
        let mut found = BTreeSet::new();
        for stage in &file.stages {
            for instruction in file.instructions_of(stage).iter().map(effective) {
                if let Body::Copy(copy) | Body::Add(copy) = &instruction.body {
                    for source in &copy.sources {
                        found.extend(
                            LOCKS
                                .iter()
                                .filter(|name| is_named(&source.value, name))
                                .map(|name| (stage.index, *name)),
                        );
                    }
                }
                for mount in instruction.mounts() {
                    let last = mount.get(&["source", "src"]).map(last_part);
                    found.extend(LOCKS.iter().filter(|name| last == Some(**name)).map(|name| (stage.index, *name)));
                }
            }
        }
        Self(found)
    }

    /// The first of these files that a stage, or one it is built on, has.
    pub fn first<'a>(&self, file: &Dockerfile, stage: &Stage, names: &[&'a str]) -> Option<&'a str> {
        let has = |name: &str| {
            LOCKS
                .iter()
                .any(|lock| *lock == name && lineage(file, stage).any(|s| self.0.contains(&(s.index, *lock))))
        };
        names.iter().copied().find(|name| has(name))
    }
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
