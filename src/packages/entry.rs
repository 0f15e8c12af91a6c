//! One package as an index describes it, borrowed from the index' text.

use super::relation::Relation;

/// The most that a name, version or hash may be long: longer ones are no package's.
const MOST: usize = 128;

/// A package.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
    /// The hash that the index gives it: `sha256:…`, or `Q1…` (Alpine's SHA-1 of the control segment).
    pub hash: String,
    /// Whether every system of this distribution has it.
    pub essential: bool,
    /// What it is also known as, or provides.
    pub provides: Vec<Relation<'a>>,
    /// What it needs, as the index writes it.
    pub needs: [&'a str; 2],
    /// What it cannot be installed with, as the index writes it.
    pub conflicts: [&'a str; 2],
}

/// Whether a text can name a package: what cannot is no package that a Dockerfile could ask for.
pub fn is_name(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'_' | b'-');
    (1..=MOST).contains(&text.len()) && text.as_bytes()[0].is_ascii_alphanumeric() && text.bytes().all(plain)
}

/// Whether a text can be a version, of Debian (policy 5.6.12) or Alpine.
pub fn is_version(text: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'_' | b'-' | b'~' | b':');
    (1..=MOST).contains(&text.len()) && text.as_bytes()[0].is_ascii_digit() && text.bytes().all(plain)
}

/// Whether a text is a hash as [`Entry::hash`] has it.
pub fn is_hash(text: &str) -> bool {
    if let Some(hex) = text.strip_prefix("sha256:") {
        return hex.len() == 64 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    }
    let base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=');
    text.len() == 30 && text.strip_prefix("Q1").is_some_and(|rest| rest.bytes().all(base64))
}
