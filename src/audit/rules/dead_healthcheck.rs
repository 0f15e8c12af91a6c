//! Health checks that call a program which the image does not have.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{lacks, library_name},
        packages::{Action, package_calls},
        stages::{instructions, root_image, shipped, ships},
    },
    dockerfile::{Body, Dockerfile, Run},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "dead-healthcheck",
    severity: Severity::Warning,
    summary: "HEALTHCHECK calls a program that the image does not have",
    page: include_str!("dead_healthcheck.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let image = root_image(file, stage)?;
        let checks = shipped(file).flat_map(|s| instructions(file, s));
        let (program, span) = checks.filter_map(|(_, i)| probe(&i.body)).last()?;
        if !lacks(image, program) || brought(file, program) {
            return None;
        }
        let base = library_name(image);
        Some(
            Hit::new(
                span,
                format!(
                    "`{}` has no {program}: the check fails, and the container counts as broken",
                    shown(&base)
                ),
            )
            .confidence(Confidence::DependsOnBase)
            .help("Let the app probe itself (`HEALTHCHECK CMD [\"/app\", \"probe\"]`), or ask with the interpreter that is there anyway."),
        )
    });
    hit.into_iter().collect()
}

/// The fetcher that a HEALTHCHECK calls first.
fn probe(body: &Body) -> Option<(&'static str, Span)> {
    let Body::Healthcheck(check) = body else { return None };
    let (word, span) = match &check.probe.as_ref()?.run {
        Run::Exec(words) => words.first().map(|w| (w.value.as_str(), w.span))?,
        Run::Shell(script) => {
            let word = script.commands.first().and_then(|c| c.words.first())?;
            (word.value.as_str(), word.span)
        }
    };
    let name = word.rsplit('/').next().unwrap_or(word);
    let known = ["curl", "wget"].into_iter().find(|known| *known == name)?;
    Some((known, span))
}

/// Whether it is installed, or might be: by name, by a package that brings it, by a copy, by a command that nobody can read.
fn brought(file: &Dockerfile, program: &str) -> bool {
    let installs = package_calls(file).filter(|found| found.action == Action::Install && ships(file, found.call.at));
    let mut packages = installs.flat_map(|found| found.packages().collect::<Vec<_>>());
    let named = packages.any(|w| !w.literal || w.value.contains(program) || w.value == "busybox");
    let mut others = shipped(file).flat_map(|s| instructions(file, s));
    let copied = others.any(|(_, i)| match &i.body {
        Body::Copy(copy) | Body::Add(copy) => {
            let target = copy.destination.value.as_str();
            let everywhere = matches!(target, "/" | "/usr" | "/usr/" | "/usr/local" | "/usr/local/") || target.contains("bin");
            everywhere || copy.sources.iter().any(|s| s.value.contains(program))
        }
        Body::Unknown => true,
        _ => false,
    });
    named || copied
}
