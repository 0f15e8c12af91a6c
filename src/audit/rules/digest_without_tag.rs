//! Images by their digest alone: pinned, and no longer to be kept up to date.

use crate::{
    audit::{Hit, Policy, Rule, images::images},
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "digest-without-tag",
    severity: Severity::Info,
    summary: "an image has a digest and no tag",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    images(file)
        .filter(|found| found.image.tag().is_none() && found.image.digest().is_some())
        .map(|found| {
            let name = found.image.name();
            Hit::new(
                found.span,
                format!("nobody can see which release of `{name}` this is, and no bot can renew it"),
            )
            .help(format!("Keep the tag before the digest: `{name}:<version>@sha256:…`."))
        })
        .collect()
}
