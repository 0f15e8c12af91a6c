//! Passwords in addresses.

use std::{cell::OnceCell, collections::BTreeSet};

use crate::{
    audit::{Hit, Policy, Rule, texts::in_comment},
    dockerfile::{Body, Dockerfile},
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "secret-in-url",
    severity: Severity::Error,
    summary: "an address holds a password or token",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    let variables = OnceCell::new();
    let mut hits = Vec::new();
    if !file.source.contains("://") {
        return hits;
    }
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
        if (is_literal(password) || names_variable(variables.get_or_init(|| declared(file)), user)) && !in_comment(file, span) {
            hits.push(
                Hit::new(
                    span,
                    "this address holds credentials, and the image's history and configuration keep it",
                )
                .secret(span)
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

/// Whether one of the file's build arguments or environment variables stands in for the credentials.
fn names_variable(declared: &BTreeSet<&str>, user: &str) -> bool {
    user.split('$').skip(1).any(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let name = rest
            .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        declared.contains(name)
    })
}

/// The names of all build arguments and environment variables.
fn declared(file: &Dockerfile) -> BTreeSet<&str> {
    let pairs = file.instructions.iter().flat_map(|instruction| match &instruction.body {
        Body::Arg(pairs) | Body::Env(pairs) => pairs.as_slice(),
        _ => &[],
    });
    pairs.map(|pair| pair.key.value.as_str()).collect()
}
