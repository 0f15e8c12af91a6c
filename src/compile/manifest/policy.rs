//! `[policy]`, in `app.toml` and in `hullwright.toml`.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{At, Until};
use crate::value::{LabelKey, Line};

/// A whole `hullwright.toml`: the policy for all Dockerfiles and projects in its folder and below.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "hullwright.toml")]
pub struct PolicyFile {
    /// What the organisation decided.
    pub policy: PolicySection,
}

/// What the organisation decided.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct PolicySection {
    /// Where images may come from, in full form: `docker.io/library`, `gcr.io/distroless`. Empty allows all.
    pub allow_registries: Vec<At<Line>>,
    /// Front ends (`# syntax=`) that are trusted besides Docker's own, by full name without tag: `docker.io/acme/dockerfile`.
    pub trust_frontends: Vec<At<Line>>,
    /// Labels that every image must have.
    pub required_labels: Vec<At<LabelKey>>,
    /// Which comments of a Dockerfile may ignore findings.
    pub inline_ignores: Option<Inline>,
    /// Other levels for rules, by name.
    pub levels: BTreeMap<At<String>, At<Level>>,
    /// Rules and checks that do not count, each with a reason.
    pub ignore: Vec<Waiver>,
}

/// How loud a rule is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not at all.
    Off,
    /// Worth knowing; never fails.
    Info,
    /// Fails `check` and `audit`.
    Warning,
    /// Fails everything.
    Error,
}

/// Which comments may ignore findings.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Inline {
    /// Ours, and those of other tools for the rules that correspond. The default.
    All,
    /// Ours only: `# hullwright: ignore[rule] reason`.
    Own,
    /// None: only a waiver in the policy counts.
    None,
}

/// A rule that does not count, and why.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `rule` and `reason`")]
pub struct Waiver {
    /// The rule's name.
    pub rule: At<String>,
    /// Why it does not count here.
    pub reason: At<Line>,
    /// The last day on which it does not count.
    pub until: Option<At<Until>>,
}
