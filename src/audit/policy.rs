//! What an organisation decided: which registries are allowed, which rules are off or louder, what is waived and until when.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Pins, Versions, finding_of};
use crate::{
    finding::{Finding, Place, Severity},
    value::{ImageRef, shown},
};

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
    /// The level of a severity.
    pub fn of(severity: Severity) -> Self {
        match severity {
            Severity::Info => Self::Info,
            Severity::Warning => Self::Warning,
            Severity::Error => Self::Error,
        }
    }

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
    /// Where it is written, if that is known.
    pub place: Option<Place>,
}

/// Which comments of a Dockerfile may ignore findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inline {
    /// Ours, and for the rules that correspond those of other tools.
    #[default]
    All,
    /// Ours only.
    Own,
    /// None.
    None,
}

/// The policy that an audit runs under. The default one is the strictest that needs no knowledge of the organisation.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Registries or name prefixes that images may come from, in full form (`docker.io/library`); empty allows all.
    pub allow_registries: Vec<String>,
    /// Front ends that are trusted besides Docker's own, by full name (`docker.io/acme/dockerfile`).
    pub trust_frontends: Vec<String>,
    /// Keys of labels that every image must have.
    pub required_labels: Vec<String>,
    /// Which comments may ignore findings.
    pub inline: Option<Inline>,
    /// Levels other than the rules' own, by rule name.
    pub levels: BTreeMap<String, Level>,
    /// Findings that are accepted.
    pub waivers: Vec<Waiver>,
    /// The day on which the audit happens. Without it no waiver and no support is known to have ended.
    pub today: Option<Date>,
    /// Digests that fixes may pin images to.
    pub pins: Pins,
    /// Versions that fixes may pin packages to.
    pub versions: Versions,
}

/// What the waivers say about a rule.
#[derive(Clone, Copy)]
pub(super) enum Waived<'a> {
    /// None concerns it.
    No,
    /// One holds.
    Yes,
    /// One concerned it, and has ended.
    Ended(&'a Waiver),
}

impl Waived<'_> {
    /// The finding, with a word on the waiver that silenced it until lately.
    pub(super) fn mention(self, finding: Finding) -> Finding {
        match self {
            Self::Ended(Waiver {
                reason, until: Some(day), ..
            }) => finding.help(format!("The waiver \"{}\" ended on {day}.", shown(reason))),
            _ => finding,
        }
    }
}

impl Policy {
    /// Whether nothing of a rule is heard: it is off, or waived.
    pub fn is_silent(&self, rule: &str) -> bool {
        self.levels.get(rule) == Some(&Level::Off) || matches!(self.waived(rule), Waived::Yes)
    }

    /// Which comments may ignore findings.
    pub fn inline(&self) -> Inline {
        self.inline.unwrap_or_default()
    }

    /// This policy inside of an outer one: what this one says wins, key by key; waivers, trusted front ends and required labels add up.
    pub fn within(mut self, outer: &Self) -> Self {
        if self.allow_registries.is_empty() {
            self.allow_registries.clone_from(&outer.allow_registries);
        }
        self.trust_frontends.extend(outer.trust_frontends.iter().cloned());
        for label in &outer.required_labels {
            if !self.required_labels.contains(label) {
                self.required_labels.push(label.clone());
            }
        }
        self.inline = self.inline.or(outer.inline);
        for (rule, level) in &outer.levels {
            self.levels.entry(rule.clone()).or_insert(*level);
        }
        self.waivers.extend(outer.waivers.iter().cloned());
        self.today = self.today.or(outer.today);
        self
    }

    /// A finding that no rule made, as the policy has it; none if it is off or waived.
    pub fn judge(&self, finding: Finding) -> Option<Finding> {
        if self.is_silent(&finding.rule) {
            return None;
        }
        let severity = self.severity(&finding.rule, finding.severity)?;
        let waived = self.waived(&finding.rule);
        Some(waived.mention(finding.severity(severity)))
    }

    /// The waivers that have ended, as findings at the places where they are written.
    pub fn ended(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for waiver in &self.waivers {
            if let (Some(until), Some(today), Some(place)) = (waiver.until, self.today, &waiver.place)
                && until < today
            {
                let message = format!("the waiver of `{}` ended on {until}", waiver.rule);
                let finding = finding_of("ended-waiver", place.clone(), message);
                findings.push(finding.help("Mend what it was for and take it out, or decide on another day."));
            }
        }
        findings.into_iter().filter_map(|finding| self.judge(finding)).collect()
    }

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
        if self.waivers.is_empty() {
            return result;
        }
        for waiver in self.waivers.iter().filter(|w| w.rule == rule) {
            match (waiver.until, self.today) {
                (Some(until), Some(today)) if until < today => result = Waived::Ended(waiver),
                _ => return Waived::Yes,
            }
        }
        result
    }
}
