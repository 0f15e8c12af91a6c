//! The Dockerfile model: every instruction, flag, word, heredoc, comment and directive of a file, each with its span.
//!
//! [`Dockerfile::parse`] is total: whatever the bytes, it returns a model; what it could not read is listed in
//! [`Dockerfile::problems`], and the rest is read as BuildKit would read it (its reference manual and parser are the authority).
//! Nothing is lost: outside the spans that the model names there is only white space.

mod body;
mod check;
mod checksum;
mod directive;
mod duration;
pub mod expand;
mod flags;
mod follow;
mod heredoc;
mod instruction;
mod json;
mod lex;
mod mode;
mod mount;
mod pairs;
mod parse;
mod parts;
mod pattern;
mod platform;
mod port;
mod query;
mod scope;
mod script;
mod settled;
pub mod shell;
pub mod stage;
mod summary;
mod text;
mod variable;
mod words;

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use ecow::EcoString;

pub use instruction::{Body, Copy, Expose, Flag, From, Healthcheck, Heredoc, Instruction, Keyword, Mount, Pair, Probe, Run};
pub use query::Origin;
pub use scope::Setting;
pub use stage::{Base, Stage};
pub use summary::{Name, name};

use crate::source::{Source, Span};

/// A word of an instruction after quotes and escapes were taken away. Variables (`$x`, `${x}`) are still in it: see [`expand`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it means.
    pub value: EcoString,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// A parser directive of the first lines: `# syntax=…`, `# escape=…`, `# check=…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its name in lower case.
    pub name: String,
    /// Its value and where that stands.
    pub value: Word,
    /// The whole line.
    pub span: Span,
}

/// Something that BuildKit would refuse, or that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong, lower case, without a full stop.
    pub message: String,
}

/// A whole file.
#[derive(Clone, Debug)]
pub struct Dockerfile {
    /// The text that all spans point into.
    pub source: Arc<Source>,
    /// The escape character: `\` unless a directive says a backtick.
    pub escape: char,
    /// Parser directives, top to bottom.
    pub directives: Vec<Directive>,
    /// Comment lines (from `#` to the end of the line), also those inside continued instructions; directives are not among them.
    pub comments: Vec<Span>,
    /// All instructions, top to bottom, broken ones included (as [`Body::Unknown`]).
    pub instructions: Vec<Instruction>,
    /// The stages that `FROM` opens.
    pub stages: Vec<Stage>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The stages that bear a (lower-case) name, top to bottom.
    names: BTreeMap<String, Vec<usize>>,
    /// The stage that is to be built, if it is not the last one.
    target: Option<usize>,
    /// What is in force where; made when first asked for.
    scopes: OnceLock<scope::Scopes>,
    /// What it does at all; found when first asked for.
    summary: OnceLock<summary::Summary>,
}

impl Dockerfile {
    /// Reads a file. Never fails and never panics; time is linear in its length.
    pub fn parse(source: Arc<Source>) -> Self {
        parse::parse(source)
    }

    /// The directive of that (lower-case) name.
    pub fn directive(&self, name: &str) -> Option<&Directive> {
        self.directives.iter().find(|d| d.name == name)
    }

    /// The stage that is built: the one that [`Self::set_target`] chose, else the last one.
    pub fn final_stage(&self) -> Option<&Stage> {
        match self.target {
            Some(index) => self.stages.get(index),
            None => self.stages.last(),
        }
    }

    /// Chooses the stage that is built, as `--target` does: by its name in any case, or by its number. Whether there is such a stage.
    pub fn set_target(&mut self, name: &str) -> bool {
        let named = self.names.get(&name.to_ascii_lowercase()).and_then(|stages| stages.last().copied());
        let found = named.or_else(|| name.parse().ok()).filter(|index| *index < self.stages.len());
        self.target = found.or(self.target);
        found.is_some()
    }

    /// The instructions of a stage, its `FROM` first.
    pub fn instructions_of(&self, stage: &Stage) -> &[Instruction] {
        self.instructions.get(stage.instructions.clone()).unwrap_or(&[])
    }

    /// The stage that an instruction (by index) stands in; none before the first `FROM`.
    pub fn stage_of(&self, instruction: usize) -> Option<&Stage> {
        let index = self
            .stages
            .partition_point(|s| s.instructions.start <= instruction)
            .checked_sub(1)?;
        self.stages.get(index).filter(|s| s.instructions.contains(&instruction))
    }
}
