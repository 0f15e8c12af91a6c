//! Tells a finding about a person's own step where that person wrote it: in `app.toml`, and not in a compiled text that was never written.

use std::sync::Arc;

use crate::{
    error::Error,
    finding::{Finding, Place},
    source::{Source, Span},
};

/// The error of the verifier, with the findings that lie inside one of these steps moved to it. `steps`: the text of each, and where it stands in `app.toml`.
pub fn home(mut error: Error, steps: &[(String, Span)], manifest: &Arc<Source>) -> Error {
    for finding in &mut error.findings {
        if let Some(span) = step_of(finding, steps) {
            finding.place = Place::new(manifest, span);
            // What else was pointed at, and what would have been edited, is in the compiled text.
            finding.related.clear();
            finding.fix = None;
        }
    }
    let told = |f: &Finding| Arc::ptr_eq(&f.place.source, manifest);
    if !error.findings.is_empty() && error.findings.iter().all(told) {
        error.message.clear();
        Finding::sort(&mut error.findings);
        error.findings.dedup();
    }
    error
}

fn step_of(finding: &Finding, steps: &[(String, Span)]) -> Option<Span> {
    let (text, span) = (finding.place.source.text(), finding.place.span);
    let holds = |step: &str| {
        let mut places = text.match_indices(step);
        places.any(|(at, _)| at <= span.start && span.end <= at + step.len())
    };
    let found = steps.iter().find(|(step, _)| !step.is_empty() && holds(step));
    found.map(|(_, span)| *span)
}
