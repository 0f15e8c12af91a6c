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
    page: include_str!("leaked_secret.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    let variables = |span: Span| {
        let of_variables = |k| matches!(k, Keyword::Env | Keyword::Arg);
        file.instructions.iter().any(|i| of_variables(i.keyword) && i.span.contains(span))
    };
    let mut hits: Vec<Hit> = shapes(text)
        .map(|(at, word, kind)| (Span::new(at, at + word.len()), kind))
        .filter(|(span, _)| !variables(*span))
        .map(|(span, kind)| hit(span, kind))
        .collect();
    hits.extend(text.match_indices("PRIVATE KEY-----").filter_map(|(at, end)| {
        let start = text.get(..at)?.rfind("-----BEGIN ")?;
        let span = Span::new(start, at + end.len());
        (span.len() < 60).then(|| hit(span, "a private key"))
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
        .help("Leave it out of the image.")
    })
}
