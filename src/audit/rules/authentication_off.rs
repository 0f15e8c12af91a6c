//! Servers that are told to ask nobody for a password.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
        texts::{places, word_around},
    },
    dockerfile::{Body, Dockerfile, Run},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "authentication-off",
    severity: Severity::Warning,
    summary: "a server is started without authentication",
    check,
};

/// Variables and the values that open the door.
const VARIABLES: &[(&str, &[&str])] = &[
    ("ALLOW_ANONYMOUS_LOGIN", &["yes", "true", "1"]),
    ("ALLOW_EMPTY_PASSWORD", &["yes", "true", "1"]),
    ("DISABLE_SECURITY_PLUGIN", &["true"]),
    ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", &["yes", "true", "1"]),
    ("MYSQL_ALLOW_EMPTY_PASSWORD", &["yes", "true", "1"]),
    ("NEO4J_AUTH", &["none"]),
    ("POSTGRES_HOST_AUTH_METHOD", &["trust"]),
    ("xpack.security.enabled", &["false"]),
];
/// Arguments that do the same; a second word is the one that must follow.
const ARGUMENTS: &[(&str, &str)] = &[
    ("--ServerApp.token=", ""),
    ("--ServerApp.token=''", ""),
    ("--ServerApp.password=", ""),
    ("--ServerApp.password=''", ""),
    ("--NotebookApp.token=", ""),
    ("--NotebookApp.token=''", ""),
    ("--NotebookApp.password=", ""),
    ("--NotebookApp.password=''", ""),
    ("--IdentityProvider.token=", ""),
    ("--IdentityProvider.token=''", ""),
    ("--anonymous-auth=true", ""),
    ("--auth=none", ""),
    ("--auth", "none"),
    ("--noauth", ""),
    ("--protected-mode", "no"),
    ("--skip-grant-tables", ""),
    ("-Dxpack.security.enabled=false", ""),
    ("-Expack.security.enabled=false", ""),
];
/// Lines of settings files that a build writes.
const SETTINGS: &[&str] = &["protected-mode no", "xpack.security.enabled: false", "anonymous_enable=YES"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, instruction) in shipped(file).flat_map(|stage| instructions(file, stage)) {
        match (&instruction.body, instruction.script()) {
            (Body::Env(pairs), _) => {
                let opens = |name: &str, value: &str| {
                    VARIABLES
                        .iter()
                        .any(|(known, values)| *known == name && values.iter().any(|v| v.eq_ignore_ascii_case(value)))
                };
                let set = pairs
                    .iter()
                    .filter(|p| p.value.as_ref().is_some_and(|v| opens(&p.key.value, &v.value)));
                hits.extend(set.map(|pair| hit(file, pair.span)));
            }
            (Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)), None) => {
                let words: Vec<_> = words.iter().map(|w| (w.value.as_str(), w.span)).collect();
                hits.extend(argument(&words).map(|span| hit(file, span)));
            }
            (Body::Cmd(_) | Body::Entrypoint(_), Some(script)) => {
                for command in &script.commands {
                    let words: Vec<_> = command.words.iter().map(|w| (w.value.as_str(), w.span)).collect();
                    hits.extend(argument(&words).map(|span| hit(file, span)));
                }
            }
            _ => {}
        }
    }
    for setting in SETTINGS {
        let written = places(file, setting).filter(|place| !file.source.slice(word_around(file, place.start)).starts_with("--"));
        hits.extend(written.map(|place| hit(file, place)));
    }
    hits
}

fn argument(words: &[(&str, Span)]) -> Option<Span> {
    words.iter().enumerate().find_map(|(at, (word, span))| {
        let next = words.get(at + 1);
        let (_, second) = ARGUMENTS
            .iter()
            .find(|(first, second)| first == word && (second.is_empty() || next.is_some_and(|(n, _)| n == second)))?;
        Some(if second.is_empty() {
            *span
        } else {
            next.map_or(*span, |(_, end)| span.to(*end))
        })
    })
}

fn hit(file: &Dockerfile, span: Span) -> Hit {
    Hit::new(
        span,
        format!("`{}` lets everybody in who reaches the port", shown(file.source.slice(span))),
    )
    .confidence(Confidence::Heuristic)
    .help("Have the password or token given at run time, from a secret of the orchestrator.")
}
