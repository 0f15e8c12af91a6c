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
mod runners;
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
pub use packages::{Action, Manager, PackageCall, package_calls};
pub use pages::{PAGES, Page, finding_of, names, page};
pub use pins::{Pins, version_rank};
pub use policy::{Inline, Level, Policy, Waiver};
pub use rule::{Hit, Rule};
pub use rules::RULES;
pub use secret_names::is_secret_name;
pub use secrets::Secrets;
pub use versions::{Known, Versions};

use crate::{
    dockerfile::Dockerfile,
    finding::{Finding, Severity},
    parallel::{LONG, THREADS, each},
};
use policy::Waived;

/// The rule of that name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.name.cmp(name)).ok().and_then(|at| RULES.get(at))
}

/// What every rule has to say about a file, in the order of the text and then of the rules' names; without what the policy waives and
/// what comments ignore, and with what is wrong with those comments.
pub fn audit(file: &Dockerfile, policy: &Policy) -> Vec<Finding> {
    let said: Vec<Said<'_>> = if file.source.text().len() < LONG {
        RULES.iter().filter_map(|rule| said(rule, file, policy)).collect()
    } else {
        said_at_once(file, policy)
    };
    let mut findings = Vec::with_capacity(said.iter().map(|said| said.hits.len()).sum());
    findings.extend(said.into_iter().flat_map(|said| said.findings(file)));
    hush::hush(&file.source, &mut findings);
    ignores::apply(file, policy, &mut findings);
    Finding::sort(&mut findings);
    findings
}

/// What each rule says: whoever is free takes the next one, and the order is that of the rules all the same. Those that take longest, by what is
/// unverified or undefined, have late names, and come first.
fn said_at_once<'p>(file: &Dockerfile, policy: &'p Policy) -> Vec<Said<'p>> {
    let last_first: Vec<&'static Rule> = RULES.iter().rev().collect();
    let said = each(&last_first, THREADS, |rule| said(rule, file, policy));
    said.into_iter().rev().flatten().collect()
}

/// What a rule saw, and what the policy makes of it. Findings are made of it at the end: they are larger, and then have one place only.
struct Said<'p> {
    rule: &'static Rule,
    severity: Severity,
    waived: Waived<'p>,
    hits: Vec<Hit>,
}

impl Said<'_> {
    fn findings(self, file: &Dockerfile) -> impl Iterator<Item = Finding> {
        let finding = move |hit: Hit| hit.into_finding(self.rule, self.severity, &file.source);
        self.hits.into_iter().map(move |hit| self.waived.mention(finding(hit)))
    }
}

/// What a rule says; nothing where the policy waives it.
fn said<'p>(rule: &'static Rule, file: &Dockerfile, policy: &'p Policy) -> Option<Said<'p>> {
    let severity = policy.severity(rule.name, rule.severity)?;
    let waived = policy.waived(rule.name);
    if matches!(waived, Waived::Yes) {
        return None;
    }
    let mut hits = (rule.check)(file, policy);
    hits.iter_mut().for_each(|hit| exec_words::fit(file, hit));
    Some(Said {
        rule,
        severity,
        waived,
        hits,
    })
}
