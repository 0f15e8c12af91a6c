//! The Dockerfile model through its public door: golden files, sentences, and properties.

#[path = "dockerfile/dump.rs"]
mod dump;
#[path = "dockerfile/golden.rs"]
mod golden;
