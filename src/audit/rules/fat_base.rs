//! Images in full size where a slim one of the same release is published.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::slim_variant,
        stages::{lineage, root_image},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "fat-base",
    severity: Severity::Info,
    summary: "the shipped image is built on the full variant of a base that has a slim one",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let image = root_image(file, stage)?;
        let slim = slim_variant(image)?;
        let name = image.name();
        let tag = image.tag()?;
        let better = match tag.split_once('-') {
            Some((version, rest)) => format!("{name}:{version}-{slim}-{rest}"),
            None => format!("{name}:{tag}-{slim}"),
        };
        let root = lineage(file, stage).last()?;
        Some(
            Hit::new(
                root.image.span,
                format!("`{name}:{tag}` ships compilers, version control and some hundred packages that the app does not run with"),
            )
            .confidence(Confidence::Heuristic)
            .help(format!("Ship `{better}`, and build in a stage of its own where more is needed.")),
        )
    });
    hit.into_iter().collect()
}
