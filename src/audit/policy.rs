//! What an organisation decided: which registries are allowed, which rules are off or louder, what is waived and until when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{finding::Severity, value::ImageRef};

/// How loud a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is not run.
    Off,
    /// Worth knowing.
    Info,
    /// Weakens the image or the build.
    Warning,
    /// Must not ship.
    Error,
}

impl Level {
    /// The severity of the findings; none when the rule is off.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// A rule that somebody decided to live without for a while, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// Name of the rule.
    pub rule: String,
    /// Why its findings are accepted.
    pub reason: String,
    /// The last day on which the waiver holds; none for ever.
    pub until: Option<Date>,
}

/// The policy that an audit runs under. The default one is the strictest that needs no knowledge of the organisation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Registries or name prefixes that images may come from, in full form (`docker.io/library`); empty allows all.
    pub allow_registries: Vec<String>,
    /// Levels other than the rules' own, by rule name.
    pub levels: BTreeMap<String, Level>,
    /// Findings that are accepted.
    pub waivers: Vec<Waiver>,
    /// The day on which the audit happens. Without it no waiver and no support is known to have ended.
    pub today: Option<Date>,
}

/// What the waivers say about a rule.
pub(super) enum Waived<'a> {
    /// None concerns it.
    No,
    /// One holds.
    Yes,
    /// One concerned it, and has ended.
    Ended(&'a Waiver),
}

impl Policy {
    /// The severity of a rule's findings; none when it is off.
    pub fn severity(&self, rule: &str, default: Severity) -> Option<Severity> {
        self.levels.get(rule).map_or(Some(default), |level| level.severity())
    }

    /// Whether a rule that only speaks when it is asked for is asked for: the policy gives it a level.
    pub fn asks_for(&self, rule: &str) -> bool {
        self.levels.contains_key(rule)
    }

    /// The day of the audit as `2026-11-22`; days of this form are in the order of their text.
    pub fn day(&self) -> Option<String> {
        self.today.map(|today| today.to_string())
    }

    /// Whether an image may be used.
    pub fn allows(&self, image: &ImageRef) -> bool {
        if self.allow_registries.is_empty() {
            return true;
        }
        let name = image.canonical_name();
        self.allow_registries.iter().any(|allowed| {
            let allowed = allowed.trim_end_matches('/');
            name.strip_prefix(allowed)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// Whether a rule is waived: one waiver that holds is enough.
    pub(super) fn waived(&self, rule: &str) -> Waived<'_> {
        let mut result = Waived::No;
        for waiver in self.waivers.iter().filter(|w| w.rule == rule) {
            match (waiver.until, self.today) {
                (Some(until), Some(today)) if until < today => result = Waived::Ended(waiver),
                _ => return Waived::Yes,
            }
        }
        result
    }
}
