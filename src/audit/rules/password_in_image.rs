//! Accounts that get a password at build time, or none at all.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        stages::ships,
    },
    dockerfile::{
        Dockerfile,
        shell::{Join, ShellWord},
    },
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "password-in-image",
    severity: Severity::Error,
    summary: "an account gets a password that everybody can read, or none",
    page: include_str!("password_in_image.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut before: Option<Call<'_>> = None;
    let mut hits = Vec::new();
    for call in calls(file) {
        let piped = before.replace(call).filter(|b| b.at == call.at && call.command.join == Join::Pipe);
        let Some(message) = message(&call).filter(|_| ships(file, call.at)) else {
            continue;
        };
        let hit = Hit::new(call.span(), message).help("Leave the account without a password and locked; nobody logs into a container.");
        let words = piped.iter().flat_map(|b| b.arguments()).chain(password(&call));
        hits.push(words.fold(hit, |hit, word| hit.secret(word.span)));
    }
    hits
}

fn message(call: &Call<'_>) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| call.argument(word).is_some());
    match call.program() {
        "chpasswd" => Some("the same password is in every container, and in the image's history"),
        "passwd" if has(&["-d", "--delete"]) => Some("the account can be used without a password"),
        "passwd" if has(&["--stdin"]) || call.command.join == Join::Pipe => {
            Some("the same password is in every container, and in the image's history")
        }
        "useradd" | "usermod" => {
            let value = password(call)?;
            let hash = value.value.strip_prefix(LONG).unwrap_or(&value.value);
            let locked = hash.starts_with(['!', '*', 'x']);
            (!locked).then_some("the same password is in every container, and in the image's history")
        }
        _ => None,
    }
}

/// The option that holds it in the same word.
const LONG: &str = "--password=";

/// The word after `-p` of useradd and usermod, or with `--password=` before it.
fn password<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    if !matches!(call.program(), "useradd" | "usermod") {
        return None;
    }
    let words = call.arguments();
    if let Some(word) = words.iter().find(|w| w.value.starts_with(LONG)) {
        return Some(word);
    }
    let at = words.iter().position(|w| matches!(w.value.as_str(), "-p" | "--password"))?;
    words.get(at + 1)
}
