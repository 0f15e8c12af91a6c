//! How a preset sees things in a project: a few general verbs, so that a language needs no code.

mod condition;
mod find;
mod inputs;
mod lookup;
mod sources;
mod yaml;

pub use condition::{Condition, any};
pub use find::{Find, Found};
pub use inputs::{Inputs, Taken, unfold};
pub use lookup::{toml_at, toml_texts};
pub use sources::{is_aside, sources};
