//! Keys and credentials that go from the build context into a layer.

use crate::{
    audit::{
        Hit, Policy, Rule,
        copies::from_context,
        secret_files::{Holds, holds},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-file-copied",
    severity: Severity::Error,
    summary: "a file that holds a secret is copied into a layer",
    page: include_str!("secret_file_copied.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for source in from_context(file).flat_map(|(_, _, copy)| &copy.sources) {
        let (message, confidence) = match holds(&source.value) {
            Some(Holds::Secret) => (
                "is there to hold secrets, and a copied file stays in its layer for ever",
                Confidence::Certain,
            ),
            Some(Holds::Perhaps) => (
                "often holds a secret, and a copied file stays in its layer for ever",
                Confidence::Heuristic,
            ),
            None => continue,
        };
        hits.push(
            Hit::new(source.span, format!("`{}` {message}", shown(&source.value)))
                .confidence(confidence)
                .help("Mount it for the one step that needs it (`RUN --mount=type=secret,id=…`), and list it in `.dockerignore`."),
        );
    }
    hits
}
