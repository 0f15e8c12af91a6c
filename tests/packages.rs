//! Operating system packages: what archives say, what is resolved from it, and what the lock and the Dockerfile make of that.

#[allow(dead_code, reason = "the other tests use the rest of it")]
#[path = "support/mod.rs"]
mod support;

#[path = "packages/archive.rs"]
mod archive;
#[path = "packages/bad_archives.rs"]
mod bad_archives;
#[path = "packages/closures.rs"]
mod closures;
#[path = "packages/hostile.rs"]
mod hostile;
#[path = "packages/lock.rs"]
mod lock;
#[path = "packages/mistakes.rs"]
mod mistakes;
#[path = "packages/project.rs"]
mod project;
#[path = "packages/versions.rs"]
mod versions;
