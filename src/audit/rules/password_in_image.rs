//! Accounts that get a password at build time, or none at all.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        stages::ships,
    },
    dockerfile::Dockerfile,
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
    calls(file)
        .filter(|call| ships(file, call.at))
        .filter_map(|call| {
            Some(
                Hit::new(call.span(), message(&call)?)
                    .help("Leave the account without a password and locked; nobody logs into a container."),
            )
        })
        .collect()
}

fn message(call: &Call<'_>) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| call.argument(word).is_some());
    match call.program() {
        "chpasswd" => Some("the same password is in every container, and in the image's history"),
        "passwd" if has(&["-d", "--delete"]) => Some("the account can be used without a password"),
        "passwd" if has(&["--stdin"]) => Some("the same password is in every container, and in the image's history"),
        "useradd" | "usermod" => {
            let at = call
                .arguments()
                .iter()
                .position(|w| matches!(w.value.as_str(), "-p" | "--password"))?;
            let value = call.arguments().get(at + 1)?;
            let locked = value.value.starts_with(['!', '*', 'x']);
            (!locked).then_some("the same password is in every container, and in the image's history")
        }
        _ => None,
    }
}
