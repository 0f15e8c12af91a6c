//! Judges a Dockerfile: every rule looks at it, the policy decides how bad that is.

mod accounts;
mod bases;
mod commands;
mod copies;
mod credentials;
mod downloads;
mod equivalents;
mod exec_form;
mod fetched_code;
mod from_flags;
mod images;
mod locks;
mod lookalikes;
mod modes;
mod mounts;
mod packages;
mod policy;
mod ports;
mod rule;
mod rules;
mod secret_files;
mod secret_names;
mod secret_shapes;
mod shells;
mod stages;
mod support;
mod texts;
mod tools;
mod users;
mod variables;

pub use equivalents::equivalent_to;
pub use policy::{Level, Policy, Waiver};
pub use rule::{Hit, Rule};
pub use rules::RULES;

use crate::{dockerfile::Dockerfile, finding::Finding};
use policy::Waived;

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().and_then(|at| RULES.get(at))
}

/// What every rule has to say about a file, in the order of the text and then of the rules' names.
pub fn audit(file: &Dockerfile, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        let Some(severity) = policy.severity(rule.name, rule.severity) else {
            continue;
        };
        let ended = match policy.waived(rule.name) {
            Waived::Yes => continue,
            Waived::Ended(waiver) => Some(waiver),
            Waived::No => None,
        };
        for hit in (rule.check)(file, policy) {
            let finding = hit.into_finding(rule, severity, &file.source);
            findings.push(match ended.and_then(|w| Some((w, w.until?))) {
                Some((waiver, until)) => finding.help(format!("The waiver \"{}\" ended on {until}.", waiver.reason)),
                None => finding,
            });
        }
    }
    Finding::sort(&mut findings);
    findings
}
