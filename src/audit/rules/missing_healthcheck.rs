//! Nobody can tell whether the app in the container still works.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
    },
    dockerfile::{Dockerfile, Keyword},
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "missing-healthcheck",
    severity: Severity::Info,
    summary: "the image does not say how to tell that it is healthy",
    page: include_str!("missing_healthcheck.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let Some(stage) = file.final_stage() else {
        return Vec::new();
    };
    let has = |keyword| shipped(file).flat_map(|s| instructions(file, s)).any(|(_, i)| i.keyword == keyword);
    let runs = has(Keyword::Cmd) || has(Keyword::Entrypoint) || has(Keyword::Expose);
    if !runs || has(Keyword::Healthcheck) {
        return Vec::new();
    }
    vec![
        Hit::new(stage.image.span, "the final stage has no HEALTHCHECK")
            .confidence(Confidence::DependsOnBase)
            .help("Add a probe that needs no shell (`HEALTHCHECK CMD [\"/app\", \"probe\"]`), or `HEALTHCHECK NONE` if the orchestrator probes."),
    ]
}
