//! Keys that are fetched by a number that anybody can forge.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
    },
    dockerfile::{Dockerfile, expand::Variable, shell::ShellWord},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "short-key-id",
    severity: Severity::Warning,
    summary: "a signing key is fetched by a short id",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls_of(file, crate::names!["gpg", "gpg2", "apt-key"])
        .flat_map(|call| requested(&call).iter().map(move |word| (call.at, word)))
        .filter(|(at, word)| is_short(&word.value) || held(file, *at, &word.value))
        .map(|(_, word)| {
            let message = format!(
                "`{}` does not name one key: ids of this length have been forged",
                shown(&word.value)
            );
            Hit::new(word.span, message).help("Write the whole fingerprint, 40 hexadecimal digits, as its owner publishes it.")
        })
        .collect()
}

/// What follows `--recv-keys`.
fn requested<'a>(call: &Call<'a>) -> &'a [ShellWord] {
    let words = call.arguments();
    let fetches = |w: &ShellWord| matches!(w.value.as_str(), "--recv-keys" | "--recv-key" | "--recv" | "--receive-keys");
    let after = words.iter().position(fetches).and_then(|at| words.get(at + 1..));
    after
        .filter(|_| matches!(call.program(), "gpg" | "gpg2" | "apt-key"))
        .unwrap_or(&[])
}

/// Whether a word is a variable that the file gives such an id.
fn held(file: &Dockerfile, at: usize, word: &str) -> bool {
    let name = word
        .strip_prefix('$')
        .map(|rest| rest.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(rest));
    name.is_some_and(|name| matches!(file.variable(name, at), Variable::Set(value) if is_short(value)))
}

fn is_short(id: &str) -> bool {
    let digits = id.strip_prefix("0x").unwrap_or(id);
    matches!(digits.len(), 8 | 16) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
