//! How a preset sees things in a project: a few general verbs, so that a language needs no code.

mod condition;
mod find;
mod inputs;
mod lookup;

pub use condition::{Condition, any};
pub use find::Find;
pub use inputs::{Inputs, Taken};
