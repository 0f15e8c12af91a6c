//! The tag that names no version.

use crate::{
    audit::{
        Hit, Policy, Rule,
        images::{images, named_version},
    },
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "latest-tag",
    severity: Severity::Warning,
    summary: "an image is taken by its `latest` tag",
    page: include_str!("latest_tag.md"),
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    images(file)
        .filter(|found| found.image.tag() == Some("latest") && found.image.digest().is_none())
        .filter(|found| found.image.registry() != Some("cgr.dev"))
        .map(|found| {
            let name = found.image.name();
            let hit = Hit::new(found.span, format!("`{name}:latest` is another image with every release")).help(format!(
                "Name a version and pin it: `{name}:<version>@sha256:<digest of the index>`."
            ));
            named_version(hit, file, policy, &found)
        })
        .collect()
}
