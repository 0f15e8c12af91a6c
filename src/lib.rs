//! hullwright compiles a small `app.toml` into a hardened Dockerfile, keeps it true in CI, and judges any Dockerfile.
//!
//! The map: each module may use only those that stand before it in this list:
//! `sorting, parallel, source, value, diff, packages < edit < finding < error < dockerfile < audit < compile < report < io < commands`.

// The fences of clippy.toml, and no way to die but by returning an error. They are set here and not in Cargo.toml, so that they
// bind the program and neither its build script nor its tests.
#![warn(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::dbg_macro,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::todo,
    clippy::unimplemented
)]

pub mod parallel;
pub mod sorting;
pub mod source;
pub mod value;

pub mod diff;
pub mod packages;

pub mod edit;

pub mod finding;

pub mod error;

pub mod dockerfile;

pub mod audit;

pub mod compile;

pub mod report;

pub mod io;

pub mod commands;
