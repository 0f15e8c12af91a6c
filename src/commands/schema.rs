//! `schema`: the JSON Schemas of what is read and written, for editors and programs. They come from the types ([`crate::compile::schema`],
//! [`crate::compile::policy_schema`], [`crate::report::json::schema`]), by way of the files in `schema/`: what makes them is larger than they
//! are, and stays out of the program. The tests hold the files to the types.

use super::Outcome;

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
        Schema::App => include_str!("../../schema/app.schema.json"),
        Schema::Policy => include_str!("../../schema/hullwright.schema.json"),
        Schema::Report => include_str!("../../schema/report.schema.json"),
    })
}
