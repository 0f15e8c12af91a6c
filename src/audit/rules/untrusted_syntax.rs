//! A front end that is not Docker's.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    finding::Severity,
    value::{ImageRef, shown},
};

pub const RULE: Rule = Rule {
    name: "untrusted-syntax",
    severity: Severity::Error,
    summary: "the `# syntax` front end comes from somebody else than Docker",
    check,
};

const TRUSTED: &[&str] = &["docker.io/docker/dockerfile", "docker.io/docker/dockerfile-upstream"];

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let Some(directive) = file.directive("syntax") else {
        return Vec::new();
    };
    let trusted = ImageRef::parse(&directive.value.value).is_ok_and(|image| {
        let allowed = !policy.allow_registries.is_empty() && policy.allows(&image);
        let name = image.canonical_name();
        allowed || TRUSTED.contains(&name.as_str()) || policy.trust_frontends.contains(&name)
    });
    if trusted {
        return Vec::new();
    }
    let image = shown(&directive.value.value);
    vec![
        Hit::new(
            directive.value.span,
            format!("`{image}` is not Docker's front end, and it decides what is built"),
        )
        .help("Use `docker/dockerfile`, or name it in the policy's `trust-frontends`."),
    ]
}
