//! What `diff` can be told.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub struct Diff {
    /// Files, folders, or - for standard input [default: .]
    #[arg(value_name = "DOCKERFILE")]
    pub paths: Vec<PathBuf>,
    /// Write the safe changes
    #[arg(long)]
    pub apply: bool,
    /// With --apply: write those to review, too
    #[arg(long, requires = "apply")]
    pub review: bool,
    /// Only the changes of this rule; may be given several times
    #[arg(long, value_name = "RULE")]
    pub only: Vec<String>,
    /// Compare with what app.toml compiles to; where there is none, with what the file itself would be lifted to
    #[arg(long, conflicts_with_all = ["apply", "only"])]
    pub compiled: bool,
    /// Ask registries for the digests of images, what `latest` is by its version, and Alpine for its packages' versions
    #[arg(long)]
    pub online: bool,
    #[command(flatten)]
    pub patience: super::Patience,
    /// A folder with templates and presets of your own, where an app.toml makes the file
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t = DiffFormat::Human)]
    pub format: DiffFormat,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum DiffFormat {
    /// For people
    Human,
    /// For programs
    Json,
    /// For a comment on a pull request
    Markdown,
    /// A page of its own, side by side
    Html,
}
