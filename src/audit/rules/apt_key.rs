//! Keys that may sign every package source.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
    },
    dockerfile::Dockerfile,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "apt-key",
    severity: Severity::Warning,
    summary: "a key is trusted for all package sources",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls(file)
        .filter_map(|call| {
            Some(
                Hit::new(
                    everywhere(&call)?,
                    "this key may sign packages of every source, Debian's own included",
                )
                .help("Put it into `/etc/apt/keyrings` and name it at its source: `[signed-by=/etc/apt/keyrings/…]`."),
            )
        })
        .collect()
}

fn everywhere(call: &Call<'_>) -> Option<Span> {
    if call.program() == "apt-key" {
        return Some(call.span()).filter(|_| call.argument("add").is_some() || call.argument("adv").is_some());
    }
    let trusted = |path: &str| path.starts_with("/etc/apt/trusted.gpg");
    let redirect = call
        .command
        .redirects
        .iter()
        .find(|r| r.operator.starts_with('>') && trusted(&r.target.value));
    let written = matches!(call.program(), "gpg" | "curl" | "wget" | "tee" | "cp" | "mv" | "install");
    let word = call.arguments().iter().rfind(|w| trusted(&w.value)).filter(|_| written);
    redirect.map(|r| r.target.span).or(word.map(|w| w.span))
}
