//! Commands for a shell in images that have none.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, sh},
        stages::{instructions, lineage, root_image},
    },
    dockerfile::{Base, Body, Dockerfile, Keyword, Run, Stage},
    finding::{Confidence, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "missing-shell",
    severity: Severity::Error,
    summary: "a command is written for a shell, and the image has none",
    page: include_str!("missing_shell.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for stage in &file.stages {
        let Some(confidence) = shell_less(file, stage) else { continue };
        let last = file.final_stage().is_some_and(|last| last.index == stage.index);
        let mut parents = lineage(file, stage).skip(1).flat_map(|s| instructions(file, s));
        let mut filled = parents.any(|(_, instruction)| may_bring_shell(&instruction.body));
        for (_, instruction) in instructions(file, stage) {
            let place: Option<Span> = match &instruction.body {
                Body::Run(Run::Shell(_)) => Some(instruction.keyword_span),
                Body::Cmd(Run::Shell(_)) | Body::Entrypoint(Run::Shell(_)) if last => Some(instruction.arguments),
                Body::Healthcheck(check) if last => {
                    let probe = check.probe.as_ref().filter(|p| matches!(p.run, Run::Shell(_)));
                    probe.map(|_| instruction.arguments)
                }
                _ => None,
            };
            if let Some(span) = place.filter(|_| !filled) {
                hits.push(
                    Hit::new(span, "there is no `/bin/sh` in this image to run that")
                        .confidence(confidence)
                        .help("Use the exec form (`[\"program\", \"argument\"]`); what needs a shell belongs into a build stage."),
                );
            }
            filled |= may_bring_shell(&instruction.body);
        }
    }
    hits
}

/// How sure it is that a stage starts without a shell.
fn shell_less(file: &Dockerfile, stage: &Stage) -> Option<Confidence> {
    if lineage(file, stage).any(|s| s.base == Base::Scratch) {
        return Some(Confidence::Certain);
    }
    let known = root_image(file, stage).is_some_and(|image| sh(image) == Sh::None);
    let chosen = file.setting(Keyword::Shell, stage).is_some();
    (known && !chosen).then_some(Confidence::DependsOnBase)
}

/// Whether an instruction brings files among which a shell may be.
fn may_bring_shell(body: &Body) -> bool {
    match body {
        Body::Copy(copy) | Body::Add(copy) => {
            let target = copy.destination.value.as_str();
            let folder = matches!(target, "/" | "/bin" | "/bin/" | "/usr" | "/usr/" | "/usr/bin" | "/usr/bin/") || !target.starts_with('/');
            let shell = |path: &str| path.ends_with("/sh") || path.contains("busybox") || path.contains("bash");
            folder || shell(target) || copy.sources.iter().any(|source| shell(&source.value))
        }
        Body::Shell(_) | Body::Unknown => true,
        _ => false,
    }
}
