//! Greetings.

/// A line that greets from `name`.
#[must_use]
pub fn hello(name: &str) -> String {
    format!("hello from {name}\n")
}
