//! Settings for a developer's machine in an image that is shipped.

use crate::{
    audit::{
        Hit, Policy, Rule,
        cuts::without_pair,
        stages::{instructions, shipped},
    },
    dockerfile::{Body, Dockerfile, Run},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "debug-mode",
    severity: Severity::Warning,
    summary: "the shipped image runs in debug or development mode",
    check,
};

/// Variables that mean debugging when they are on.
const SWITCHES: &[&str] = &[
    "APP_DEBUG",
    "DJANGO_DEBUG",
    "FLASK_DEBUG",
    "PYTHONBREAKPOINT",
    "WERKZEUG_DEBUG_PIN",
    "SYMFONY_DEBUG",
];
/// Variables that name the kind of environment.
const ENVIRONMENTS: &[&str] = &[
    "APP_ENV",
    "ASPNETCORE_ENVIRONMENT",
    "DOTNET_ENVIRONMENT",
    "FLASK_ENV",
    "GIN_MODE",
    "MIX_ENV",
    "NODE_ENV",
    "RACK_ENV",
    "RAILS_ENV",
    "SYMFONY_ENV",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, instruction) in shipped(file).flat_map(|stage| instructions(file, stage)) {
        match (&instruction.body, instruction.script()) {
            (Body::Env(pairs), _) => {
                let set = pairs
                    .iter()
                    .filter(|p| p.value.as_ref().is_some_and(|v| debugs(&p.key.value, &v.value)));
                hits.extend(set.map(|pair| {
                    let hit = hit(file, pair.span);
                    match without_pair(file, instruction, pairs, pair) {
                        Some((edit, change)) => hit.review_fix("leave it to the run", vec![edit]).changing([change]),
                        None => hit,
                    }
                }));
            }
            (Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)), None) => {
                let words: Vec<_> = words.iter().map(|w| (w.value.as_str(), w.span)).collect();
                hits.extend(debugging(&words).map(|span| hit(file, span)));
            }
            (Body::Cmd(_) | Body::Entrypoint(_), Some(script)) => {
                for command in &script.commands {
                    let words: Vec<_> = command.words.iter().map(|w| (w.value.as_str(), w.span)).collect();
                    hits.extend(debugging(&words).map(|span| hit(file, span)));
                }
            }
            _ => {}
        }
    }
    hits
}

fn debugs(name: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    (SWITCHES.contains(&name)
        && matches!(lower.as_str(), "1" | "true" | "on" | "yes" | "off" if (lower == "off") == (name == "WERKZEUG_DEBUG_PIN")))
        || (ENVIRONMENTS.contains(&name) && matches!(lower.as_str(), "development" | "dev" | "debug"))
        || (name == "XDEBUG_MODE" && lower.contains("debug"))
        || listens(&lower)
}

/// The words of a command that make a server one for development: a debugger that listens, and what these servers are asked for.
fn debugging<'a>(words: &'a [(&'a str, Span)]) -> impl Iterator<Item = Span> + 'a {
    // `--debug` lets whoever reaches flask run code, `--reload` runs what is written into the folder, and
    // Django's own words on `runserver` are that it has gone through no audit; with `--noreload` somebody has thought of that, and has no other
    const ASKED: &[(&str, &str)] = &[
        ("flask", "--debug"),
        ("uvicorn", "--reload"),
        ("gunicorn", "--reload"),
        ("hypercorn", "--reload"),
        ("manage.py", "runserver"),
        ("django-admin", "runserver"),
    ];
    let name = |word: &'a str| word.rsplit('/').next().unwrap_or(word);
    let says = |option: &str| words.iter().any(|(word, _)| *word == option);
    let server = ASKED.iter().find(|(server, _)| words.iter().any(|(word, _)| name(word) == *server));
    let server = server.filter(|(_, option)| *option != "runserver" || !says("--noreload"));
    let asked = server.map_or("", |(_, option)| option);
    let debugs = words
        .iter()
        .filter(move |(word, _)| listens(word) || (!asked.is_empty() && *word == asked));
    debugs.map(|(_, span)| *span)
}

/// A debugger that answers from outside.
fn listens(word: &str) -> bool {
    let everywhere = |option: &str| word.contains(option) && word.contains("0.0.0.0");
    word.contains("-agentlib:jdwp") || word.contains("-Xrunjdwp") || everywhere("--inspect") || word.starts_with("debugpy")
}

fn hit(file: &Dockerfile, span: Span) -> Hit {
    let written = shown(file.source.slice(span));
    Hit::new(span, format!("`{written}` is for a developer's machine, and this image is shipped"))
        .confidence(Confidence::Heuristic)
        .help("Leave it to the run (`docker run -e …`), or to a stage of its own that is built with `--target`.")
}
