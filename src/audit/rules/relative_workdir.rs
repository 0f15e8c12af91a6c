//! A working folder that depends on where the base image happened to be.

use crate::{
    audit::{
        Hit, Policy, Rule,
        official::workdir,
        stages::{instructions, lineage, root_image},
        variables::expanded,
    },
    dockerfile::{Base, Body, Dockerfile, Keyword, Stage},
    edit::Edit,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "relative-workdir",
    severity: Severity::Warning,
    summary: "WORKDIR is relative to a folder that the base image chose",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    file.stages.iter().filter_map(|stage| first_relative(file, stage)).collect()
}

/// The first WORKDIR of a stage decides, unless a parent stage or `scratch` has settled the folder.
fn first_relative(file: &Dockerfile, stage: &Stage) -> Option<Hit> {
    let (at, word) = instructions(file, stage).find_map(|(at, instruction)| match &instruction.body {
        Body::Workdir(word) => Some((at, word)),
        _ => None,
    })?;
    let path = expanded(file, at, word)?;
    let windows = path.contains('\\') || path.get(1..2) == Some(":");
    let scratch = lineage(file, stage).any(|s| s.base == Base::Scratch);
    let settled = scratch || file.setting_at(Keyword::Workdir, at).is_some();
    if path.starts_with('/') || path.is_empty() || windows || settled {
        return None;
    }
    let hit = Hit::new(
        word.span,
        format!("`{}` is relative to whatever folder the base image ends in", shown(&word.value)),
    )
    .confidence(Confidence::DependsOnBase)
    .help("Write the whole path, from `/`.");
    let written = file.source.slice(word.span);
    if written != word.value || written.starts_with(['.', '$']) {
        return Some(hit);
    }
    Some(match root_image(file, stage).and_then(workdir) {
        Some(folder) => hit.safe_fix("write the whole path", vec![Edit::insert(word.span.start, folder)]),
        None => hit.review_fix(
            "start from `/`, where most base images end",
            vec![Edit::insert(word.span.start, "/")],
        ),
    })
}
