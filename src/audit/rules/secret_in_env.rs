//! Secrets that every container and everybody who pulls the image can read.

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
    name: "secret-in-env",
    severity: Severity::Error,
    summary: "a secret stands in ENV",
    check,
};

const TITLE: &str = "leave it out, and mount it in the steps that name it";

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction) in file.instructions.iter().map(effective).enumerate() {
        if let Body::Env(pairs) = &instruction.body {
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
    let value = pair.value.as_ref().map_or("", |v| v.value.as_str());
    let name = shown(&pair.key.value);
    let hit = if let Some((_, _, kind)) = shapes(value).next() {
        Hit::new(
            pair.span,
            format!("`{name}` holds {kind}, and ENV is part of the image for everybody to read"),
        )
        .help("Revoke it: it is known. Then give it to the container at run time.")
    } else if is_secret_name(&pair.key.value) && !is_harmless_value(value) {
        Hit::new(
            pair.key.span,
            format!("`{name}` is a secret by its name, and ENV is part of the image for everybody to read"),
        )
        .confidence(Confidence::Heuristic)
        .help("Give it to the container at run time; for a build step use `RUN --mount=type=secret,id=…,env=…`.")
    } else if let Some(part) = in_connection_string(value) {
        Hit::new(
            pair.span,
            format!("`{name}` is a connection string with `{part}` in it, and ENV is part of the image for everybody to read"),
        )
        .confidence(Confidence::Heuristic)
        .help("Change it, for it is known; then give it to the container at run time.")
    } else if let Some(bits) = randomness(value).filter(|_| may_be_secret(&pair.key.value)) {
        Hit::new(
            pair.key.span,
            format!(
                "`{name}` holds {} characters that look random ({bits:.1} bits each), as keys do, and ENV is part of the image",
                value.len()
            ),
        )
        .confidence(Confidence::Heuristic)
        .help("If it opens something, revoke it and give a new one to the container at run time.")
    } else {
        return None;
    };
    Some(match &pair.value {
        Some(value) => hit.secret(value.span),
        None => hit,
    })
}
