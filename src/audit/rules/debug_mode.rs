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
    page: include_str!("debug_mode.md"),
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
        match &instruction.body {
            Body::Env(pairs) => {
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
            Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)) => {
                let flask = words.iter().any(|w| is_flask(&w.value));
                let debugs = words.iter().filter(|w| listens(&w.value) || flask && w.value == "--debug");
                hits.extend(debugs.map(|word| hit(file, word.span)));
            }
            Body::Cmd(Run::Shell(script)) | Body::Entrypoint(Run::Shell(script)) => {
                for command in &script.commands {
                    let flask = command.words.iter().any(|w| is_flask(&w.value));
                    let debugs = command.words.iter().filter(|w| listens(&w.value) || flask && w.value == "--debug");
                    hits.extend(debugs.map(|word| hit(file, word.span)));
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

/// A development server whose `--debug` lets whoever reaches it run code.
fn is_flask(word: &str) -> bool {
    word == "flask" || word.ends_with("/flask")
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
