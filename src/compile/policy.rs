//! `[policy]` of `app.toml` or `hullwright.toml` as the auditor's policy.

use std::sync::Arc;

use super::{
    manifest::{self, At, Manifest, PolicyFile, PolicySection, suggest},
    settle::refuse,
};
use crate::{
    audit::{self, Inline, Level, Policy, Waiver},
    error::Result,
    finding::{Finding, Place},
    source::Source,
    value::shown,
};

/// The policy of an `app.toml`; none if it has no such section.
///
/// # Errors
/// All that is wrong with the form of the file, and with its policy.
pub fn of_app(source: &Arc<Source>) -> Result<Policy> {
    let reading = manifest::read::<Manifest>(source);
    taken(source, reading.settings.map(|s| s.policy), reading.findings)
}

/// The policy of a `hullwright.toml`.
///
/// # Errors
/// All that is wrong with it.
pub fn of_file(source: &Arc<Source>) -> Result<Policy> {
    let reading = manifest::read::<PolicyFile>(source);
    taken(source, reading.settings.map(|s| s.policy), reading.findings)
}

fn taken(source: &Arc<Source>, section: Option<PolicySection>, mut findings: Vec<Finding>) -> Result<Policy> {
    findings.extend(section.iter().flat_map(|s| check(source, s)));
    match section {
        Some(section) if findings.is_empty() => Ok(policy(source, &section)),
        _ => Err(refuse(findings)),
    }
}

/// The policy that a section describes. It knows no day: see `check`.
pub fn policy(source: &Arc<Source>, said: &PolicySection) -> Policy {
    let level = |l: &manifest::Level| match l {
        manifest::Level::Off => Level::Off,
        manifest::Level::Info => Level::Info,
        manifest::Level::Warning => Level::Warning,
        manifest::Level::Error => Level::Error,
    };
    Policy {
        allow_registries: texts(&said.allow_registries),
        trust_frontends: texts(&said.trust_frontends),
        required_labels: texts(&said.required_labels),
        inline: said.inline_ignores.map(|inline| match inline {
            manifest::Inline::All => Inline::All,
            manifest::Inline::Own => Inline::Own,
            manifest::Inline::None => Inline::None,
        }),
        levels: said
            .levels
            .iter()
            .map(|(rule, l)| (rule.value().clone(), level(l.value())))
            .collect(),
        waivers: said
            .ignore
            .iter()
            .map(|w| Waiver {
                rule: w.rule.value().clone(),
                reason: w.reason.value().to_string(),
                until: w.until.as_ref().map(|u| u.value().0),
                place: Some(Place::new(source, w.until.as_ref().map_or(w.rule.span(), At::span))),
            })
            .collect(),
        ..Policy::default()
    }
}

fn texts<T: ToString>(list: &[At<T>]) -> Vec<String> {
    list.iter().map(|text| text.value().to_string()).collect()
}

/// Rules that are named but do not exist, and reasons that say nothing.
pub fn check(source: &Arc<Source>, section: &PolicySection) -> Vec<Finding> {
    let known: Vec<&str> = audit::names().collect();
    let mut findings = Vec::new();
    let named = section.levels.keys().chain(section.ignore.iter().map(|w| &w.rule));
    for rule in named.filter(|r| !known.contains(&r.value().as_str())) {
        let finding = Finding::error(
            "unknown-rule",
            Place::new(source, rule.span()),
            format!("there is no rule `{}`", shown(rule)),
        );
        let mut finding = suggest(finding, rule, &known, "");
        finding.help = std::iter::once("`hullwright explain` lists all rules".into()).collect();
        findings.push(finding);
    }
    for waiver in &section.ignore {
        if waiver.reason.as_str().trim().is_empty() {
            let place = Place::new(source, waiver.reason.span());
            findings.push(Finding::error("no-reason", place, "a waiver needs a reason").help("say why the rule does not count here"));
        }
    }
    findings
}
