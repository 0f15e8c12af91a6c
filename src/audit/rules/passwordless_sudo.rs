//! Root for the asking.

use crate::{
    audit::{Hit, Policy, Rule, texts::places},
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "passwordless-sudo",
    severity: Severity::Error,
    summary: "a user may become root without a password",
    page: include_str!("passwordless_sudo.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    places(file, "NOPASSWD")
        .map(|place| {
            Hit::new(place, "whoever is this user is root: sudo asks for no password")
                .help("Do at build time what needs root, and leave sudo out of the image.")
        })
        .collect()
}
