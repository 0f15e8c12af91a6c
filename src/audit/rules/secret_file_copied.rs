//! Keys and credentials that go from the build context into a layer.

use std::collections::BTreeMap;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::calls_of,
        copies::from_context,
        secret_files::{Holds, becomes, holds},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-file-copied",
    severity: Severity::Error,
    summary: "a file that holds a secret is copied into a layer",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut removals = None;
    let sources = from_context(file).flat_map(|(at, _, copy)| copy.sources.iter().map(move |source| (at, source, &copy.destination.value)));
    for (at, source, to) in sources {
        let (message, confidence) = match holds(&source.value) {
            Some(Holds::Secret) => (
                "is there to hold secrets, and a copied file stays in its layer for ever",
                Confidence::Certain,
            ),
            Some(Holds::Perhaps) => (
                "often holds a secret, and a copied file stays in its layer for ever",
                Confidence::Heuristic,
            ),
            None if becomes(&source.value, to) => (
                "goes to where a program looks for its credentials, and a copied file stays in its layer for ever",
                Confidence::Heuristic,
            ),
            None => continue,
        };
        let hit = Hit::new(source.span, format!("`{}` {message}", shown(&source.value)))
            .confidence(confidence)
            .help("Mount it for the one step that needs it (`RUN --mount=type=secret,id=…`), and list it in `.dockerignore`.");
        let removals = removals.get_or_insert_with(|| removals_of(file));
        let later = removals.get(last_part(&source.value)).filter(|(step, _)| *step > at);
        hits.push(match later {
            Some((_, removal)) => hit.related(*removal, "this hides the file and takes nothing out of the layer above"),
            None => hit,
        });
    }
    hits
}

/// The last step that removes a file of each name, and where.
fn removals_of(file: &Dockerfile) -> BTreeMap<&str, (usize, Span)> {
    let removals = calls_of(file, crate::names!["rm", "shred"]).filter(|call| matches!(call.program(), "rm" | "shred"));
    let named = removals.flat_map(|call| {
        call.arguments()
            .iter()
            .map(move |word| (last_part(&word.value), (call.at, call.span())))
    });
    named.collect()
}

fn last_part(path: &str) -> &str {
    let path = path.trim_end_matches('/');
    path.rsplit('/').next().unwrap_or(path)
}
