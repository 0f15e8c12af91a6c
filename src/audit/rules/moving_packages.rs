//! Operating system packages that are whatever the archive has on the day of the build. Speaks only when the policy asks.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        packages::{Action, Manager, PackageCall, package_calls},
        pinned_names::end_of,
        releases::{Release, release},
        stages::{lineage, root_image},
    },
    dockerfile::{Dockerfile, Stage, shell::ShellWord},
    edit::Edit,
    finding::{Change, Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "moving-packages",
    severity: Severity::Info,
    summary: "operating system packages are taken from an archive that changes from day to day (only if the policy asks)",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    if !policy.asks_for("moving-packages") {
        return Vec::new();
    }
    let mut hits = Vec::new();
    // one word on each stage that fetches from apt is enough: they are mended together
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for found in package_calls(file).filter(|found| found.action == Action::Install) {
        let Some(stage) = file.stage_of(found.call.at) else { continue };
        let open: Vec<&ShellWord> = found.packages().filter(|word| is_open(word)).collect();
        let Some(first) = open.first() else { continue };
        match found.manager {
            Manager::Apt => {
                let root = lineage(file, stage).last().map_or(stage.index, |s| s.index);
                if !is_held(file, stage, found.call.at) && told.insert(root) {
                    hits.push(from_apt(file, stage, first));
                }
            }
            Manager::Apk => hits.extend(open.into_iter().map(|word| from_apk(file, policy, stage, &found, word))),
            Manager::Dnf | Manager::Zypper => {}
        }
    }
    hits
}

/// A name without a version. Files and what a variable names are not judged.
fn is_open(word: &ShellWord) -> bool {
    let value = word.value.as_str();
    word.literal
        && value.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !value.contains(['=', '<', '>', '~', '@', '/', '*'])
        && !value.ends_with('-')
}

/// Whether something before a step speaks of a snapshot.
fn is_held(file: &Dockerfile, stage: &Stage, at: usize) -> bool {
    lineage(file, stage).any(|s| {
        let steps = s
            .instructions
            .clone()
            .zip(file.instructions_of(s))
            .take_while(|(index, _)| *index <= at);
        steps.map(|(_, i)| file.source.slice(i.span)).any(|text| text.contains("snapshot"))
    })
}

fn from_apt(file: &Dockerfile, stage: &Stage, word: &ShellWord) -> Hit {
    let message = format!(
        "`{}` and what it needs are what the archive has on the day of the build",
        shown(&word.value)
    );
    let hit = Hit::new(word.span, message).confidence(Confidence::DependsOnBase);
    let hit = hit.help("Take packages from a snapshot of the day on which the base image was made; exact versions in the command are deleted from the archive sooner or later.");
    let root = lineage(file, stage).last().unwrap_or(stage);
    let hold = root_image(file, stage).and_then(release).as_ref().and_then(Release::hold);
    let from = file.instructions.get(root.instructions.start);
    match (hold, from) {
        (Some(hold), Some(from)) => {
            let edit = Edit::insert(from.span.end, format!("\nRUN {hold}"));
            hit.review_fix("take them from the snapshot that the base image was made from", vec![edit])
                .changing([Change::Added("RUN")])
        }
        _ => hit,
    }
}

fn from_apk(file: &Dockerfile, policy: &Policy, stage: &Stage, found: &PackageCall<'_>, word: &ShellWord) -> Hit {
    let name = shown(&word.value);
    let hit = Hit::new(word.span, format!("`{name}` is whatever version apk finds that day")).confidence(Confidence::DependsOnBase);
    let hit = hit.help(
        "Alpine keeps no snapshots: name a version, and renew it when that is gone, or take the package from an image that is pinned.",
    );
    let release = root_image(file, stage).and_then(release);
    let known = release
        .and_then(|r| r.registry())
        .and_then(|r| policy.versions.find(&r, &word.value));
    let place = end_of(file, word.span, &word.value).filter(|_| found.manager == Manager::Apk);
    match (known, place) {
        (Some(known), Some(end)) => {
            let title = format!("name the version {}: {}", known.version, shown(&known.from));
            hit.review_fix(title, vec![Edit::insert(end, format!("={}", known.version))])
        }
        _ => hit,
    }
}
