//! Reads the rendered text back and lets it out only if it says what the plan says: the same instructions as the neutral twin, the
//! plan's own words in the runtime stage, every COPY fed, and no rule broken.

mod context;
mod contract;
mod shape;

use std::sync::Arc;

use super::{
    plan::Plan,
    project::Project,
    render::{Rendered, neutral::STEP},
};
use crate::{
    audit::{self, Inline, Policy},
    dockerfile::Dockerfile,
    error::{Error, Result},
    finding::{Finding, Place, Severity},
    source::{Source, Span},
};

/// What the text is held against.
#[derive(Clone, Copy)]
pub struct Against<'a> {
    /// The plan it was rendered from.
    pub plan: &'a Plan,
    /// The neutral twin's text.
    pub twin: &'a Rendered,
    /// The `.dockerignore` that goes with it.
    pub ignore: &'a str,
    /// The project's folder.
    pub project: &'a dyn Project,
    /// The organisation's policy.
    pub policy: &'a Policy,
    /// The name to speak of the text under.
    pub name: &'a str,
    /// Whether images may be without digests because the person insisted.
    pub unpinned: bool,
}

/// Lets a rendered text pass, or says what is wrong with it.
///
/// # Errors
/// Every place that differs from the plan or breaks a rule.
pub fn verify(rendered: &Rendered, against: Against<'_>) -> Result<()> {
    let source = Arc::new(Source::new(against.name, rendered.text()));
    let file = Dockerfile::parse(Arc::clone(&source));
    let twin = Dockerfile::parse(Arc::new(Source::new(against.name, against.twin.text())));
    let at = |span: Span| Place::new(&source, span);
    let mut findings: Vec<Finding> = file
        .problems
        .iter()
        .map(|p| Finding::error("syntax-error", at(p.span), p.message.clone()))
        .collect();
    findings.extend(shape::differences(&file, &twin, against.plan, STEP));
    if findings.is_empty() {
        findings.extend(contract::broken(&file, against.plan, against.unpinned));
        findings.extend(context::unfed(&file, against.ignore, against.project));
        let mut policy = if against.unpinned {
            without_pins(against.policy)
        } else {
            against.policy.clone()
        };
        // A comment that a template writes is no decision of the organisation.
        policy.inline = Some(Inline::None);
        let audited = audit::audit(&file, &policy);
        findings.extend(audited.into_iter().filter(|f| f.severity >= Severity::Warning));
    }
    if findings.is_empty() {
        return Ok(());
    }
    Finding::sort(&mut findings);
    Err(Error::input("the compiled Dockerfile did not pass the verifier, so nothing was written").findings(findings))
}

/// The policy under which a person may insist on images without digests.
fn without_pins(policy: &Policy) -> Policy {
    let mut policy = policy.clone();
    for rule in audit::RULES.iter().filter(|r| r.name.starts_with("undigested-")) {
        policy.levels.insert(rule.name.to_owned(), audit::Level::Off);
    }
    policy
}
