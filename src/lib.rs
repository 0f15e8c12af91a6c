//! hullwright compiles a small `app.toml` into a hardened Dockerfile, keeps it true in CI, and judges any Dockerfile.
//!
//! The map: [`source`], [`value`] and `diff` know nobody; each module may use only those that stand before it in this list:
//! `source, value, diff < edit < finding < error < dockerfile < audit < compile < report < io < commands`.

pub mod source;
pub mod value;

pub mod edit;

pub mod finding;

pub mod error;

pub mod dockerfile;

pub mod audit;

pub mod compile;
