//! Accounts of services that are given a shell to log into.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        stages::ships,
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "service-shell",
    severity: Severity::Info,
    summary: "an account that is there for a service is given a login shell",
    check,
};

/// Accounts that distributions and packages create locked, for services.
const SERVICES: &[&str] = &[
    "_apt", "apache", "backup", "bin", "daemon", "ftp", "games", "haproxy", "http", "lp", "mail", "man", "memcache", "mysql", "news",
    "nginx", "nobody", "postgres", "proxy", "rabbitmq", "redis", "sshd", "sys", "uucp", "www-data",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let given = calls(file).filter_map(|call| Some((call.at, shell(&call)?, service(&call)?)));
    let shipped = given.filter(|(at, ..)| ships(file, *at));
    shipped
        .map(|(_, shell, account)| {
            let message = format!(
                "`{}` can log in from here on: it was there for a service only",
                shown(&account.value)
            );
            Hit::new(shell.span, message)
                .confidence(Confidence::Heuristic)
                .help("Leave it without a shell; a script runs as that user all the same (`USER`, `setpriv`).")
        })
        .collect()
}

/// The shell that a call gives somebody, if one can log in with it.
fn shell<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    let words = call.arguments();
    let asks = |w: &ShellWord| matches!(w.value.as_str(), "-s" | "--shell");
    let long = words.iter().find(|w| w.value.starts_with("--shell="));
    let shell = match call.program() {
        "chsh" | "usermod" => long.or_else(|| words.get(words.iter().position(asks)? + 1))?,
        _ => return None,
    };
    let closed = ["nologin", "false", "true"].iter().any(|end| shell.value.ends_with(end));
    (shell.literal && !closed).then_some(shell)
}

fn service<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    call.arguments().last().filter(|w| SERVICES.contains(&w.value.as_str()))
}
