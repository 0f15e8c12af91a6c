//! Base images that get no more patches.

use crate::{
    audit::{Hit, Policy, Rule, support::end},
    dockerfile::{Base, Dockerfile},
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "end-of-life-base",
    severity: Severity::Warning,
    summary: "a base image is past the end of its support",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let (Some(today), Some(last)) = (policy.day(), file.final_stage()) else {
        return Vec::new();
    };
    let needed = file.stages_for(last);
    let stages = file.stages.iter().filter(|stage| needed.contains(&stage.index));
    stages
        .filter_map(|stage| {
            let Base::Image(image) = &stage.base else { return None };
            let end = end(image).filter(|end| end.day < today.as_str())?;
            let message = format!("`{}` gets no more patches: its support ended on {}", end.what, end.day);
            Some(Hit::new(stage.image.span, message).help("Move to a release that is supported, and pin that by its digest."))
        })
        .collect()
}
