//! Keys that are fetched by a number that anybody can forge.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "short-key-id",
    severity: Severity::Warning,
    summary: "a signing key is fetched by a short id",
    page: include_str!("short_key_id.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls(file)
        .flat_map(|call| requested(&call).iter().filter(|word| is_short(&word.value)))
        .map(|word| {
            Hit::new(
                word.span,
                format!(
                    "`{}` does not name one key: ids of this length have been forged",
                    shown(&word.value)
                ),
            )
            .help("Write the whole fingerprint, 40 hexadecimal digits, as its owner publishes it.")
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

fn is_short(id: &str) -> bool {
    let digits = id.strip_prefix("0x").unwrap_or(id);
    matches!(digits.len(), 8 | 16) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
