//! Findings and errors as text: for people, and for programs. Pure functions; nothing is printed here.

pub mod baseline;
pub mod crowds;
mod fingerprint;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod proposal;
pub mod sarif;
mod simple;
pub mod statistics;
mod table;
mod veil;

pub use table::table;

use crate::finding::{Finding, Severity};

/// Whether text may be coloured. No meaning hangs on colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Plain text.
    Plain,
    /// With the escape sequences of a terminal.
    Coloured,
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Things worth knowing.
    pub infos: usize,
}

impl Count {
    /// Counts.
    pub fn of(findings: &[Finding]) -> Self {
        let number = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Self {
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            infos: number(Severity::Info),
        }
    }

    /// How many are at least that bad.
    pub fn from(self, least: Severity) -> usize {
        match least {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.errors + self.warnings + self.infos,
        }
    }
}

/// One line that sums up: `2 errors, 1 warning in 3 files`.
pub fn summary(count: Count, things: usize, thing: &str) -> String {
    let kinds = [(count.errors, "error"), (count.warnings, "warning"), (count.infos, "note")];
    let said: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, word)| number(*n, word)).collect();
    let said = if said.is_empty() {
        "no findings".to_owned()
    } else {
        said.join(", ")
    };
    format!("{said} in {}", number(things, thing))
}

fn number(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
