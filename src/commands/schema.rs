//! `schema`: the JSON Schemas of what is read and written, for editors and programs.

use super::Outcome;
use crate::{compile, report::json};

/// Which schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Schema {
    /// That of app.toml.
    #[default]
    App,
    /// That of hullwright.toml.
    Policy,
    /// That of the JSON report of `audit` and `check`.
    Report,
}

/// Runs it.
pub fn schema(which: Schema) -> Outcome {
    Outcome::data(match which {
        Schema::App => compile::schema(),
        Schema::Policy => compile::policy_schema(),
        Schema::Report => json::schema(),
    })
}
