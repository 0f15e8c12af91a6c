//! `init` sees what there is in a project, asks what is open, writes what was decided, and never waits where nobody can answer.

#[path = "init/cases.rs"]
mod cases;
#[path = "common/golden.rs"]
mod golden;
#[path = "init/sites.rs"]
mod sites;
#[cfg(target_os = "linux")]
#[path = "init/talk.rs"]
mod talk;
#[cfg(target_os = "linux")]
#[path = "init/terminal.rs"]
mod terminal;
