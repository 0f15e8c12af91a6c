//! Upgrading everything inside an image that was pinned so that nothing changes.

use crate::{
    audit::{
        Hit, Policy, Rule,
        packages::{Action, package_calls},
        stages::root_image,
    },
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "system-upgrade",
    severity: Severity::Info,
    summary: "a pinned base image is upgraded during the build",
    page: include_str!("system_upgrade.md"),
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
            Hit::new(
                found.call.span(),
                format!("`{what}` undoes the pinned base image: each build gets other versions"),
            )
            .help("Renew the base image's digest instead; that brings the same patches, and says so in the diff.")
        })
        .collect()
}
