//! The build's own front end, taken by a tag.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::Severity,
    value::{ImageRef, shown},
};

pub const RULE: Rule = Rule {
    name: "undigested-syntax",
    severity: Severity::Warning,
    summary: "the `# syntax` front end is not pinned by its digest",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let unpinned = file
        .directive("syntax")
        .filter(|directive| !directive.value.value.contains("@sha256:"));
    unpinned
        .map(|directive| {
            let image = shown(&directive.value.value);
            let hit = Hit::new(directive.value.span, format!("`{image}` reads this whole file and has no digest")).help(format!(
                "Pin it (`# syntax={image}@sha256:…`), or drop the line: a current BuildKit brings its own."
            ));
            match pinned(&directive.value.value, policy) {
                Some(pinned) => hit.review_fix(
                    "pin what the tag was last seen to be",
                    vec![Edit::replace(directive.value.span, pinned)],
                ),
                None => hit,
            }
        })
        .into_iter()
        .collect()
}

/// The reference with the digest of its tag, or of the newest version in the line that its tag names (`1` of `1.27.1`).
fn pinned(written: &str, policy: &Policy) -> Option<String> {
    let image = ImageRef::parse(written).ok()?;
    if let Some(digest) = policy.pins.digest(&image) {
        return Some(format!("{written}@{digest}"));
    }
    let (tag, digest) = policy.pins.newest(&image, image.tag())?;
    Some(format!("{}:{tag}@{digest}", image.name()))
}
