//! Labels that the organisation wants on every image.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
    },
    dockerfile::{Body, Dockerfile},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "missing-label",
    severity: Severity::Warning,
    summary: "the image lacks a label that the policy requires",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let Some(last) = file.final_stage().filter(|_| !policy.required_labels.is_empty()) else {
        return Vec::new();
    };
    let mut keys = BTreeSet::new();
    for (at, instruction) in shipped(file).flat_map(|stage| instructions(file, stage)) {
        if let Body::Label(pairs) = &instruction.body {
            keys.extend(
                pairs
                    .iter()
                    .map(|pair| file.expand(&pair.key, at).unwrap_or_else(|| pair.key.value.to_string())),
            );
        }
    }
    let missing = policy.required_labels.iter().filter(|label| !keys.contains(*label));
    missing
        .map(|label| {
            let label = shown(label);
            // A label of the base image would be inherited.
            Hit::new(last.image.span, format!("the image has no label `{label}`"))
                .confidence(Confidence::DependsOnBase)
                .help(format!("Add `LABEL {label}=…` to the final stage."))
        })
        .collect()
}
