//! Passwords in addresses.

use crate::{
    audit::{
        Hit, Policy, Rule,
        texts::{in_comment, word_around},
    },
    dockerfile::{Body, Dockerfile},
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "secret-in-url",
    severity: Severity::Error,
    summary: "an address holds a password or token",
    page: include_str!("secret_in_url.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    let mut hits = Vec::new();
    for (at, separator) in text.match_indices("://") {
        let start = at + separator.len();
        let rest = text.get(start..).unwrap_or_default();
        let authority = rest
            .split(['/', ' ', '\t', '\n', '\r', '"', '\'', '?', '#', '\\'])
            .next()
            .unwrap_or_default();
        let Some((user, _)) = authority.rsplit_once('@') else { continue };
        let password = user.split_once(':').map_or("", |(_, password)| password);
        let span = Span::new(start, start + user.len());
        if (is_literal(password) || names_variable(file, user)) && !in_comment(file, word_around(file, at)) {
            hits.push(
                Hit::new(
                    span,
                    "this address holds credentials, and the image's history and configuration keep it",
                )
                .help("Mount the credentials (`RUN --mount=type=secret,id=…`), or give the address to the container at run time."),
            );
        }
    }
    hits
}

/// A password that is written out: neither empty, nor a variable, nor a gap to fill in.
fn is_literal(password: &str) -> bool {
    !password.is_empty() && !password.contains(['$', '<', '{', '*'])
}

/// Whether a build argument or environment variable of this file stands in for the credentials.
fn names_variable(file: &Dockerfile, user: &str) -> bool {
    let declared = |name: &str| {
        file.instructions.iter().any(|instruction| match &instruction.body {
            Body::Arg(pairs) | Body::Env(pairs) => pairs.iter().any(|pair| pair.key.value == name),
            _ => false,
        })
    };
    user.split('$').skip(1).any(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let name = rest
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        !name.is_empty() && declared(name)
    })
}
