//! Secrets that a build argument leaves in the image's history.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::effective,
        credentials::in_connection_string,
        secret_mounts::mounted,
        secret_names::{is_harmless_value, is_secret_name, may_be_secret},
        secret_shapes::{randomness, shapes},
    },
    dockerfile::{Body, Dockerfile, Pair},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-in-arg",
    severity: Severity::Error,
    summary: "a secret is passed as a build argument",
    check,
};

const TITLE: &str = "mount it in the steps that need it";

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction) in file.instructions.iter().map(effective).enumerate() {
        if let Body::Arg(pairs) = &instruction.body {
            let found = pairs.iter().filter_map(|pair| Some((leak(pair)?, pair)));
            hits.extend(found.map(|(hit, pair)| match mounted(file, at, pair) {
                Some((edits, changes)) => hit.review_fix(TITLE, edits).changing(changes),
                None => hit,
            }));
        }
    }
    hits
}

fn leak(pair: &Pair) -> Option<Hit> {
    let value = pair.value.as_ref().map(|v| v.value.as_str());
    let name = shown(&pair.key.value);
    let hit = if let Some((_, _, kind)) = shapes(value.unwrap_or_default()).next() {
        Hit::new(
            pair.span,
            format!("the default of `{name}` is {kind}, for everybody to read who has this file"),
        )
        .help("Revoke it: it is known.")
    } else if is_secret_name(&pair.key.value) && !value.is_some_and(|v| !v.is_empty() && is_harmless_value(v)) {
        Hit::new(
            pair.key.span,
            format!("`{name}` is a secret by its name, and build arguments stay in the image's history"),
        )
        .confidence(Confidence::Heuristic)
        .help(format!(
            "Mount it instead: `RUN --mount=type=secret,id={name},env={name} …`, and build with `--secret id={name}`."
        ))
    } else if let Some(part) = in_connection_string(value.unwrap_or_default()) {
        Hit::new(
            pair.span,
            format!("the default of `{name}` is a connection string with `{part}` in it, for everybody to read who has this file"),
        )
        .confidence(Confidence::Heuristic)
        .help("Change it, for it is known; then mount the new one where it is needed.")
    } else if let Some((value, bits)) = value
        .and_then(|v| Some((v, randomness(v)?)))
        .filter(|_| may_be_secret(&pair.key.value))
    {
        Hit::new(
            pair.key.span,
            format!(
                "the default of `{name}` is {} characters that look random ({bits:.1} bits each), as keys do",
                value.len()
            ),
        )
        .confidence(Confidence::Heuristic)
        .help("If it opens something, revoke it, and mount the new one where it is needed.")
    } else {
        return None;
    };
    Some(match &pair.value {
        Some(value) => hit.secret(value.span),
        None => hit,
    })
}
