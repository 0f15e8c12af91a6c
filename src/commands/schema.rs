//! `schema`: the JSON Schema of `app.toml`.

use super::Outcome;
use crate::compile;

/// Runs it.
pub fn schema() -> Outcome {
    Outcome::data(compile::schema())
}
