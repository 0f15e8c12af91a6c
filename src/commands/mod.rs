//! What a person can ask for: one file a command. Each looks at the world and returns what is to be said; none prints.

mod asking;
mod audit;
mod baseline;
mod beside;
mod check;
mod compiled;
mod context;
mod diff;
mod drift;
mod explain;
mod files;
mod generate;
mod init;
mod judgement;
mod lock;
mod online;
mod packages;
mod plan;
mod policies;
mod presets;
mod schema;
mod site;

use std::path::PathBuf;

pub use audit::{Audit, audit};
pub use check::{Check, check};
pub use diff::{Diff, DiffFormat, diff};
pub use explain::explain;
pub use generate::{Generate, generate};
pub use init::{Init, init};
pub use lock::{Lock, Renew, lock};
pub use online::Network;
pub use plan::plan;
pub use presets::{Presets, presets};
pub use schema::{Schema, schema};

use crate::{
    error::Error,
    finding::Severity,
    io::World,
    report::{Paint, human},
};

/// How the process ends. The order is from good to bad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Done, and nothing to complain about.
    #[default]
    Clean = 0,
    /// Done; there are findings, or something drifted.
    Findings = 1,
    /// The job could not be done.
    Failed = 2,
}

/// What a command has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Data: what may be piped.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
    /// How it ended.
    pub code: Exit,
}

impl Outcome {
    /// Data, and all is well.
    pub fn data(text: impl Into<String>) -> Self {
        Self {
            stdout: text.into(),
            ..Self::default()
        }
    }

    /// The job could not be done.
    pub fn failed(error: &Error, context: Context<'_>) -> Self {
        Self {
            stderr: human::error(error, context.err),
            code: Exit::Failed,
            ..Self::default()
        }
    }

    /// The same with another end, unless it is a worse one already.
    fn at_least(mut self, code: Exit) -> Self {
        self.code = self.code.max(code);
        self
    }
}

/// How far a command that takes long has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many files were found so far.
    Found(usize),
    /// So many of all are done.
    Done(usize, usize),
}

/// Is told of each step; from several threads.
pub type Tell<'a> = &'a (dyn Fn(Step) + Sync);

/// What every command is given.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The world.
    pub world: &'a dyn World,
    /// Is told how far the command has come.
    pub tell: Tell<'a>,
    /// Whether data may be coloured.
    pub out: Paint,
    /// Whether messages may be coloured.
    pub err: Paint,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Human,
    /// For programs: see `report::json`.
    Json,
    /// For code scanning: see `report::sarif`.
    Sarif,
    /// For GitHub's workflows: see `report::github`.
    Github,
    /// For GitLab's Code Quality: see `report::gitlab`.
    Gitlab,
}

/// How findings are written, and which of them fail.
#[derive(Clone, Copy, Debug, Default)]
pub struct Output {
    /// How.
    pub format: Format,
    /// Count findings by rule instead of showing them.
    pub statistics: bool,
    /// Findings of this severity and above end with exit code 1.
    pub fail_on: FailOn,
}

/// Which findings end with exit code 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOn {
    /// Those that bad, and worse ones.
    From(Severity),
    /// None.
    Never,
}

impl Default for FailOn {
    fn default() -> Self {
        Self::From(Severity::Warning)
    }
}

/// Which projects are meant, and with which templates they are compiled.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Folders and `app.toml` files.
    pub paths: Vec<PathBuf>,
    /// A folder of templates that goes before the one that app.toml names.
    pub templates: Option<PathBuf>,
}
