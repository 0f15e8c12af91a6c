//! The Dockerfile model through its public door: golden files, sentences, and properties.

#[path = "dockerfile/bash.rs"]
mod bash;
#[path = "common/buildkit.rs"]
mod buildkit;
#[path = "dockerfile/corpus.rs"]
mod corpus;
#[path = "dockerfile/differential.rs"]
mod differential;
#[path = "dockerfile/dump.rs"]
mod dump;
#[path = "dockerfile/expansion.rs"]
mod expansion;
#[path = "dockerfile/golden.rs"]
mod golden;
#[path = "dockerfile/long.rs"]
mod long;
#[path = "dockerfile/mutate.rs"]
mod mutate;
#[path = "dockerfile/oracle.rs"]
mod oracle;
#[path = "dockerfile/properties.rs"]
mod properties;
#[path = "dockerfile/shell.rs"]
mod shell;
#[path = "dockerfile/soundness.rs"]
mod soundness;
#[path = "dockerfile/stages.rs"]
mod stages;

use std::sync::Arc;

use hullwright::{dockerfile::Dockerfile, source::Source};

/// Reads a text.
fn parse(text: &str) -> Dockerfile {
    Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)))
}
