//! Devices of the machine that builds, in a build step.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "build-device",
    severity: Severity::Warning,
    summary: "a build step gets a device of the machine that builds",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let flags = file.instructions.iter().map(effective).flat_map(|instruction| &instruction.flags);
    flags
        .filter(|flag| flag.name == "device")
        .filter(|flag| !flag.value.as_ref().is_some_and(|v| v.value.contains("gpu")))
        .map(|flag| {
            Hit::new(
                flag.span,
                "this step may use a device of the machine that builds, and the driver behind it",
            )
            .confidence(Confidence::Heuristic)
            .help("Do without it: what needs a device belongs to the run, or to a test after the build.")
        })
        .collect()
}
