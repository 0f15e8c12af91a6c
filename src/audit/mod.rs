//! Judges a Dockerfile: every rule looks at it, the policy decides how bad that is.

mod accounts;
mod additions;
mod asked;
mod bases;
mod checksums;
mod commands;
mod copies;
mod credentials;
mod cuts;
mod downloads;
mod equivalents;
mod exec_form;
mod exec_words;
mod fetched_code;
mod from_flags;
pub mod harden;
mod hush;
mod ignores;
mod images;
mod lists;
mod locks;
mod lookalikes;
mod modes;
mod mounts;
mod official;
mod packages;
mod page_texts;
mod pages;
mod pinned_names;
mod pins;
mod policy;
mod ports;
mod powershell;
mod releases;
mod rule;
mod rules;
mod secret_files;
mod secret_mounts;
mod secret_names;
mod secret_shapes;
mod secrets;
mod shells;
mod stages;
mod started;
mod support;
mod table;
mod texts;
mod tools;
mod users;
mod variables;
mod versions;
mod writings;

pub use accounts::{Account, accounts};
pub use asked::{from_alpine, undigested};
pub use commands::{Call, calls_in};
pub use copies::whole_contexts;
pub use equivalents::equivalent_to;
pub use lists::tidies;
pub use packages::{Action, Manager, PackageCall};
pub use pages::{PAGES, Page, finding_of, names, page};
pub use pins::{Pins, version_rank};
pub use policy::{Inline, Level, Policy, Waiver};
pub use rule::{Hit, Rule};
pub use rules::RULES;
pub use secret_names::is_secret_name;
pub use secrets::Secrets;
pub use versions::{Known, Versions};

use std::{panic::resume_unwind, thread};

use crate::{dockerfile::Dockerfile, finding::Finding};
use policy::Waived;

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().and_then(|at| RULES.get(at))
}

/// A text of this length is worth threads of its own.
const LONG: usize = 1 << 20;
const THREADS: usize = 4;

/// What every rule has to say about a file, in the order of the text and then of the rules' names; without what the policy waives and
/// what comments ignore, and with what is wrong with those comments.
pub fn audit(file: &Dockerfile, policy: &Policy) -> Vec<Finding> {
    let mut findings = if file.source.text().len() < LONG {
        said(RULES, file, policy)
    } else {
        // in the order of the rules, whoever is ready first
        thread::scope(|scope| {
            let parts = RULES.chunks(RULES.len().div_ceil(THREADS));
            let working: Vec<_> = parts.map(|rules| scope.spawn(move || said(rules, file, policy))).collect();
            let done = working
                .into_iter()
                .map(|part| part.join().unwrap_or_else(|panic| resume_unwind(panic)));
            done.flatten().collect()
        })
    };
    hush::hush(&file.source, &mut findings);
    ignores::apply(file, policy, &mut findings);
    Finding::sort(&mut findings);
    findings
}

/// What some of the rules say, without what the policy waives.
fn said(rules: &[Rule], file: &Dockerfile, policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in rules {
        let Some(severity) = policy.severity(rule.name, rule.severity) else {
            continue;
        };
        let waived = policy.waived(rule.name);
        if matches!(waived, Waived::Yes) {
            continue;
        }
        let hits = (rule.check)(file, policy).into_iter();
        let hits = hits.map(|hit| exec_words::fitting(file, hit));
        findings.extend(hits.map(|hit| waived.mention(hit.into_finding(rule, severity, &file.source))));
    }
    findings
}
