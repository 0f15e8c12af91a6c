//! A version without a digest: a tag can be moved.

use crate::{
    audit::{Hit, Policy, Rule, images::images},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "undigested-image",
    severity: Severity::Warning,
    summary: "an image is not pinned by its digest",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    images(file)
        .filter(|found| found.image.digest().is_none())
        .filter(|found| match found.image.tag() {
            Some("latest") => found.image.registry() == Some("cgr.dev"),
            tag => tag.is_some(),
        })
        .map(|found| {
            let image = found.image;
            let written = image.to_string();
            let hit = Hit::new(found.span, format!("`{image}` can change under you: it has no digest"))
                .help(format!("Keep the tag and add the digest of its index: `{image}@sha256:…`."));
            match policy.pins.digest(&image).filter(|_| file.source.slice(found.span) == written) {
                Some(digest) => hit
                    .review_fix(
                        "pin what the tag was last seen to be",
                        vec![Edit::insert(found.span.end, format!("@{digest}"))],
                    )
                    .changing([Change::Words, Change::Flags]),
                None => hit,
            }
        })
        .collect()
}
