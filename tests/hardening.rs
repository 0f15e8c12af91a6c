//! Hardening takes a file where its rules have nothing more to mend, and breaks nothing on the way.

#[expect(dead_code, reason = "what it says of the model is for the tests of the parser")]
#[path = "common/buildkit.rs"]
mod buildkit;
#[path = "hardening/corpus.rs"]
mod corpus;
#[path = "hardening/examples.rs"]
mod examples;
#[path = "common/golden.rs"]
mod golden;
#[path = "hardening/judge.rs"]
mod judge;
#[path = "dockerfile/mutate.rs"]
mod mutate;
#[path = "hardening/properties.rs"]
mod properties;
#[path = "hardening/smells.rs"]
mod smells;

use std::sync::Arc;

use hullwright::{
    audit::{
        Pins, Policy,
        harden::{Hardened, harden},
    },
    compile::catalogue,
    dockerfile::Dockerfile,
    source::Source,
};

/// Reads a text.
fn parse(text: &str) -> Dockerfile {
    Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)))
}

/// The policy of `diff`: it knows the digests that are shipped.
fn policy() -> Policy {
    Policy {
        pins: Pins::of(catalogue::tags),
        ..Policy::default()
    }
}

/// Hardens a text with all rules.
fn hardened(text: &str, policy: &Policy) -> Hardened {
    harden(parse(text), policy, &[])
}
