//! Upgrading everything inside an image that was pinned so that nothing changes.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in},
        cuts::{lines_of, without_call},
        lists::{fetched_below, needed_later, tidies},
        packages::{Action, PackageCall, package_calls},
        stages::root_image,
    },
    dockerfile::{Body, Dockerfile, Run},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "system-upgrade",
    severity: Severity::Info,
    summary: "a pinned base image is upgraded during the build",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    package_calls(file)
        .filter(|found| found.action == Action::Upgrade)
        .filter(|found| {
            let image = file.stage_of(found.call.at).and_then(|stage| root_image(file, stage));
            image.is_some_and(|image| image.digest().is_some())
        })
        .map(|found| {
            let what = format!("{} {}", found.call.program(), found.verb.value);
            let hit = Hit::new(
                found.call.span(),
                format!("`{what}` undoes the pinned base image: each build gets other versions"),
            )
            .help("Renew the base image's digest instead; that brings the same patches, and says so in the diff.");
            match without(file, &found) {
                Some((edit, changes)) => hit.review_fix("renew the base image's digest instead", edit).changing(changes),
                None => hit,
            }
        })
        .collect()
}

/// Takes the upgrade out; the whole step, if it only prepares it and tidies up behind it. Lists that a later step needs are fetched there.
fn without(file: &Dockerfile, found: &PackageCall<'_>) -> Option<(Vec<Edit>, Vec<Change>)> {
    let at = found.call.at;
    let instruction = file.instructions.get(at)?;
    let Body::Run(Run::Shell(script)) = &instruction.body else {
        return None;
    };
    let serves = |call: Call<'_>| {
        tidies(&call)
            || PackageCall::read(call).is_some_and(|other| matches!(other.action, Action::Refresh | Action::Upgrade | Action::Other))
    };
    let only = script.lists.len() == 1 && script.unread.is_empty() && calls_in(at, script).all(serves);
    if !only {
        let (edit, changes) = without_call(file, &found.call)?;
        return Some((vec![edit], changes));
    }
    let gone = Edit::delete(lines_of(file, instruction));
    let refresh = calls_in(at, script)
        .filter_map(PackageCall::read)
        .find(|other| other.action == Action::Refresh);
    let Some(refresh) = refresh.filter(|refresh| needed_later(file, at, refresh.manager)) else {
        return Some((vec![gone], vec![Change::Removed("RUN")]));
    };
    let fetched = fetched_below(file, at, refresh.manager, file.source.slice(refresh.call.command.span))?;
    Some((vec![gone, fetched], vec![Change::Removed("RUN"), Change::Commands]))
}
