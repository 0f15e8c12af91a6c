//! `schema`: the JSON Schemas of what is read and written, for editors and programs. They come from the types ([`crate::compile::schema`],
//! [`crate::compile::policy_schema`], [`crate::report::json::schema`]), by way of the files in `schema/`: what makes them is larger than they
//! are, and stays out of the program. `build.rs` packs them. The tests hold the files to the types.

use super::{Context, Outcome};
use crate::{error::Error, io::unpacked};

/// More than any of them has, in bytes.
const MOST: u64 = 1 << 20;

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
pub fn schema(which: Schema, context: Context<'_>) -> Outcome {
    let packed: &[u8] = match which {
        Schema::App => include_bytes!(concat!(env!("OUT_DIR"), "/app.schema.json.gz")),
        Schema::Policy => include_bytes!(concat!(env!("OUT_DIR"), "/hullwright.schema.json.gz")),
        Schema::Report => include_bytes!(concat!(env!("OUT_DIR"), "/report.schema.json.gz")),
    };
    match unpacked("schema.json.gz", packed, MOST) {
        Ok(text) => Outcome::data(text),
        Err(why) => Outcome::failed(&Error::bug(why), context),
    }
}
