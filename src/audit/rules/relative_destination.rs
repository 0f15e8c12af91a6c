//! Copies to a place that depends on where the base image happened to be.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, lineage},
        variables::expanded,
    },
    dockerfile::{Base, Body, Dockerfile, Keyword, Stage},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "relative-destination",
    severity: Severity::Info,
    summary: "COPY or ADD has a relative destination, and no WORKDIR says where that is",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    file.stages.iter().filter_map(|stage| first_relative(file, stage)).collect()
}

fn first_relative(file: &Dockerfile, stage: &Stage) -> Option<Hit> {
    let (at, word) = instructions(file, stage).find_map(|(at, instruction)| match &instruction.body {
        Body::Copy(copy) | Body::Add(copy) => Some((at, &copy.destination)).filter(|(_, word)| !word.value.starts_with('/')),
        _ => None,
    })?;
    let path = expanded(file, at, word)?;
    let windows = file.escape != '\\' || path.contains('\\') || path.get(1..2) == Some(":");
    let settled = file.setting_at(Keyword::Workdir, at).is_some() || lineage(file, stage).any(|s| s.base == Base::Scratch);
    if path.starts_with('/') || path.is_empty() || windows || settled {
        return None;
    }
    Some(
        Hit::new(
            word.span,
            format!("`{}` is relative to whatever folder the base image ends in", shown(&word.value)),
        )
        .confidence(Confidence::DependsOnBase)
        .help("Write the whole path, or a WORKDIR before it."),
    )
}
