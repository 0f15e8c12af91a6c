//! Commands for a shell in images that have none.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, sh},
        stages::{instructions, lineage, root_image},
    },
    dockerfile::{Base, Body, Dockerfile, Keyword, Run, Stage},
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "missing-shell",
    severity: Severity::Error,
    summary: "a command is written for a shell, and the image has none",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let Some((stage, confidence)) = file.final_stage().and_then(|stage| Some((stage, shell_less(file, stage)?))) else {
        return Vec::new();
    };
    let mut all = lineage(file, stage).flat_map(|s| instructions(file, s));
    if all.any(|(_, instruction)| may_bring_shell(&instruction.body)) {
        return Vec::new();
    }
    // a RUN without a shell stops the build by itself; these fail when nobody looks
    let places = instructions(file, stage).filter_map(|(_, instruction)| match &instruction.body {
        Body::Cmd(Run::Shell(_)) | Body::Entrypoint(Run::Shell(_)) => Some(instruction.arguments),
        Body::Healthcheck(check) => {
            let probe = check.probe.as_ref().filter(|p| matches!(p.run, Run::Shell(_)));
            probe.map(|_| instruction.arguments)
        }
        _ => None,
    });
    places
        .map(|span| {
            Hit::new(span, "there is no `/bin/sh` in this image to run that")
                .confidence(confidence)
                .help("Use the exec form (`[\"program\", \"argument\"]`); what needs a shell belongs into a build stage.")
        })
        .collect()
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
