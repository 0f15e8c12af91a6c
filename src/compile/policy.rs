//! `[policy]` of `app.toml` as the auditor's policy.

use std::sync::Arc;

use super::manifest::{self, Manifest, suggest};
use crate::{
    audit::{self, Level, Policy, Waiver},
    finding::{Finding, Place},
    source::Source,
    value::shown,
};

/// The policy that app.toml describes. It knows no day: see `check`.
pub fn policy(manifest: &Manifest) -> Policy {
    let said = &manifest.policy;
    let level = |l: &manifest::Level| match l {
        manifest::Level::Off => Level::Off,
        manifest::Level::Info => Level::Info,
        manifest::Level::Warning => Level::Warning,
        manifest::Level::Error => Level::Error,
    };
    Policy {
        allow_registries: said.allow_registries.iter().map(|r| r.value().to_string()).collect(),
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
            })
            .collect(),
        ..Policy::default()
    }
}

/// Rules that are named but do not exist, and reasons that say nothing.
pub fn check(source: &Arc<Source>, manifest: &Manifest) -> Vec<Finding> {
    let known: Vec<&str> = audit::RULES.iter().map(|r| r.name).collect();
    let mut findings = Vec::new();
    let named = manifest.policy.levels.keys().chain(manifest.policy.ignore.iter().map(|w| &w.rule));
    for rule in named.filter(|r| !known.contains(&r.value().as_str())) {
        let finding = Finding::error(
            "unknown-rule",
            Place::new(source, rule.span()),
            format!("there is no rule `{}`", shown(rule)),
        );
        let mut finding = suggest(finding, rule, &known, "");
        finding.help = vec!["`hullwright explain` lists all rules".to_owned()];
        findings.push(finding);
    }
    for waiver in &manifest.policy.ignore {
        if waiver.reason.as_str().trim().is_empty() {
            let place = Place::new(source, waiver.reason.span());
            findings.push(Finding::error("no-reason", place, "a waiver needs a reason").help("say why the rule does not count here"));
        }
    }
    findings
}
