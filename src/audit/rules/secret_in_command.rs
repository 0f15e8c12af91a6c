//! Passwords and tokens among the words of a command.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective, credentials::secret_words},
    dockerfile::{Body, Dockerfile, Run, Word, shell::ShellWord},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-in-command",
    severity: Severity::Error,
    summary: "a password or token stands among a command's arguments",
    page: include_str!("secret_in_command.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        let run = match &instruction.body {
            Body::Run(run) | Body::Cmd(run) | Body::Entrypoint(run) => run,
            Body::Healthcheck(check) => match &check.probe {
                Some(probe) => &probe.run,
                None => continue,
            },
            _ => continue,
        };
        match run {
            Run::Exec(words) => hits.extend(secret_words(&exec(words)).map(hit)),
            Run::Shell(script) => {
                for command in &script.commands {
                    hits.extend(secret_words(&shell(&command.words)).map(hit));
                    let set = command.assignments.iter().filter(|a| a.value.literal);
                    let words = set.map(|a| (a.name.as_str(), a.value.value.as_str(), a.span));
                    hits.extend(
                        words
                            .filter(|(name, value, _)| crate::audit::credentials::is_secret(name, value))
                            .map(|(name, _, span)| hit((name, span))),
                    );
                }
            }
        }
    }
    hits
}

fn exec(words: &[Word]) -> Vec<(&str, bool, Span)> {
    words.iter().map(|w| (w.value.as_str(), true, w.span)).collect()
}

fn shell(words: &[ShellWord]) -> Vec<(&str, bool, Span)> {
    words.iter().map(|w| (w.value.as_str(), w.literal, w.span)).collect()
}

fn hit((name, span): (&str, Span)) -> Hit {
    Hit::new(
        span,
        format!(
            "the value of `{}` is written out: the image's history or configuration shows it to everybody",
            shown(name)
        ),
    )
    .confidence(Confidence::Heuristic)
    .help("Change it, for it is known; then mount it for the step (`--mount=type=secret`), or have the app read it at run time.")
}
