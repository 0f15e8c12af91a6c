//! Copies from a stage that has nothing in it.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Base, Body, Dockerfile, Origin, Stage},
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "copy-from-empty-stage",
    severity: Severity::Error,
    summary: "COPY takes something from a stage that is empty",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction) in file.instructions.iter().enumerate() {
        let Some(from) = effective(instruction).flag_value("from") else {
            continue;
        };
        if !matches!(effective(instruction).body, Body::Copy(_)) {
            continue;
        }
        let empty = match file.copy_from(at) {
            Origin::Scratch => true,
            Origin::Stage(index) => file.stages.get(index).is_some_and(|stage| is_empty(file, stage)),
            _ => false,
        };
        if empty {
            hits.push(
                Hit::new(
                    from.span,
                    "nothing is in there: it starts from scratch, and nothing is copied into it",
                )
                .help("Name the stage that makes the files."),
            );
        }
    }
    hits
}

fn is_empty(file: &Dockerfile, stage: &Stage) -> bool {
    let fills = |body: &Body| matches!(body, Body::Copy(_) | Body::Add(_) | Body::Run(_) | Body::Workdir(_) | Body::Unknown);
    stage.base == Base::Scratch && !file.instructions_of(stage).iter().any(|instruction| fills(&instruction.body))
}
