//! What a person can ask for: one file a command. Each looks at the world and returns what is to be said; none prints.

mod audit;
mod check;
mod drift;
mod each;
mod explain;
mod files;
mod generate;
mod judgement;
mod lock;
mod nearest;
mod packages;
mod plan;
mod presets;
mod schema;
mod site;

use std::path::PathBuf;

pub use audit::{Audit, audit};
pub use check::{Check, check};
pub use explain::explain;
pub use generate::{Generate, generate};
pub use lock::{Lock, Renew, Resolve, lock};
pub use plan::plan;
pub use presets::{Presets, presets};
pub use schema::schema;

use crate::{
    error::Error,
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

/// What every command is given.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The world.
    pub world: &'a dyn World,
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
}

/// Which projects are meant, and with which templates they are compiled.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Folders and `app.toml` files.
    pub paths: Vec<PathBuf>,
    /// A folder of templates that goes before the one that app.toml names.
    pub templates: Option<PathBuf>,
}
