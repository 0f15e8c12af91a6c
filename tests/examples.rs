//! The examples are what they claim: each compiles to exactly its committed files, and together they reach everything that presets and
//! templates have.

#[path = "examples/branches.rs"]
mod branches;
#[path = "examples/determinism.rs"]
mod determinism;
#[path = "common/disk.rs"]
mod disk;
#[path = "common/example.rs"]
mod example;
#[path = "examples/golden.rs"]
mod files;
#[path = "common/golden.rs"]
mod golden;
#[path = "examples/packages.rs"]
mod packages;
#[path = "examples/pins.rs"]
mod pins;
#[path = "examples/reach.rs"]
mod reach;
#[path = "common/xorshift.rs"]
mod xorshift;
