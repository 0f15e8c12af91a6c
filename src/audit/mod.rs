//! Judges a Dockerfile: every rule looks at it, the policy decides how bad that is.

mod policy;
mod rule;
mod rules;

pub use policy::Policy;
pub use rule::{Hit, Rule};
