//! Secrets that stand in the text itself, wherever that is.

use crate::{
    audit::{
        Hit, Policy, Rule,
        secret_names::{is_harmless_value, is_secret_name},
        secret_shapes::shapes,
    },
    dockerfile::{Body, Dockerfile, Keyword, Pair},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "leaked-secret",
    severity: Severity::Error,
    summary: "a token, key or password stands in the file",
    check,
};

/// What the first line of a private key begins with and ends in, and how long such a line can be.
const BEGIN: &str = "-----BEGIN ";
const KEY: &[u8] = b"PRIVATE KEY-----";
const LONGEST_MARKER: usize = 60;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    let variables = |span: Span| {
        let last = file.instructions.partition_point(|i| i.span.start <= span.start).checked_sub(1);
        last.and_then(|last| file.instructions.get(last))
            .is_some_and(|i| matches!(i.keyword, Keyword::Env | Keyword::Arg) && i.span.contains(span))
    };
    let mut hits: Vec<Hit> = shapes(text)
        .map(|(at, word, kind)| (Span::new(at, at + word.len()), kind))
        .filter(|(span, _)| !variables(*span))
        .map(|(span, kind)| hit(span, kind))
        .collect();
    let keys = Some(text).filter(|_| file.source.contains(BEGIN));
    let keys = keys.into_iter().flat_map(|text| text.match_indices(BEGIN));
    hits.extend(keys.filter_map(|(at, _)| {
        let marker = text.as_bytes().get(at..text.len().min(at + LONGEST_MARKER))?;
        let end = marker.windows(KEY.len()).position(|window| window == KEY)? + KEY.len();
        Some(hit(Span::new(at, at + end), "a private key"))
    }));
    for instruction in &file.instructions {
        if let Body::Label(pairs) = &instruction.body {
            hits.extend(pairs.iter().filter_map(label));
        }
    }
    hits
}

fn hit(span: Span, kind: &str) -> Hit {
    Hit::new(
        span,
        format!("{kind} stands here, for everybody to read who has this file or the image"),
    )
    .secret(span)
    .help("Revoke it: it is known. Then mount it where it is needed (`RUN --mount=type=secret,id=…`).")
}

fn label(pair: &Pair) -> Option<Hit> {
    let value = pair.value.as_ref().map_or("", |v| v.value.as_str());
    let secret = is_secret_name(&pair.key.value) && !is_harmless_value(value) && shapes(value).next().is_none();
    secret.then(|| {
        Hit::new(
            pair.key.span,
            format!(
                "`{}` is a secret by its name, and labels are there to be read",
                shown(&pair.key.value)
            ),
        )
        .confidence(Confidence::Heuristic)
        .secret(pair.value.as_ref().map_or(pair.span, |v| v.span))
        .help("Leave it out of the image.")
    })
}
