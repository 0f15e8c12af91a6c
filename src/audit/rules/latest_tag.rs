//! The tag that names no version.

use crate::{
    audit::{
        Hit, Policy, Rule,
        images::{images, named_version},
    },
    dockerfile::{Base, Dockerfile},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "latest-tag",
    severity: Severity::Warning,
    summary: "an image is taken by its `latest` tag",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    // of an image that only the build command knows, the text may still say which tag is taken unless it is told another
    let open = file.stages.iter().filter(|stage| matches!(stage.base, Base::Unresolved(_)));
    let by_default = open
        .map(|stage| &stage.image)
        .filter(|image| ends_in_latest(&image.value))
        .map(|image| {
            let message = format!(
                "`{}` is another image with every release, unless the build is told a version",
                shown(&image.value)
            );
            Hit::new(image.span, message)
                .confidence(Confidence::Heuristic)
                .help("Name a version as the default, and pin it by its digest.")
        });
    let named = images(file)
        .filter(|found| found.image.tag() == Some("latest") && found.image.digest().is_none())
        .filter(|found| found.image.registry() != Some("cgr.dev"))
        .map(|found| {
            let name = found.image.name();
            let hit = Hit::new(found.span, format!("`{name}:latest` is another image with every release")).help(format!(
                "Name a version and pin it: `{name}:<version>@sha256:<digest of the index>`."
            ));
            named_version(hit, file, policy, &found)
        });
    named.chain(by_default).collect()
}

/// `${BASE}:latest`, `app:${TAG:-latest}`, `app:${TAG-latest}`; not `app:${TAG:-php-latest}`, which is somebody's own name
fn ends_in_latest(image: &str) -> bool {
    let by_default = |start: &str| {
        let name = start.strip_suffix(':').unwrap_or(start).rsplit("${").next().unwrap_or_default();
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    };
    !image.contains('@') && (image.ends_with(":latest") || image.strip_suffix("-latest}").is_some_and(by_default))
}
