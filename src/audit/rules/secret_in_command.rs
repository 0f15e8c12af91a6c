//! Passwords and tokens among the words of a command.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::effective,
        credentials::{is_secret, secret_words},
    },
    dockerfile::{Body, Dockerfile, Run},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-in-command",
    severity: Severity::Error,
    summary: "a password or token stands among a command's arguments",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    // one list for all commands: most files have many, and few hold anything
    let mut said = Vec::new();
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
            Run::Exec(words) => {
                said.clear();
                said.extend(words.iter().map(|w| (w.value.as_str(), true, w.span)));
                hits.extend(secret_words(&said).map(|found| hit(file, found)));
            }
            Run::Shell(script) => {
                for command in &script.commands {
                    said.clear();
                    said.extend(command.words.iter().map(|w| (w.value.as_str(), w.literal, w.span)));
                    hits.extend(secret_words(&said).map(|found| hit(file, found)));
                    let set = command.assignments.iter().filter(|a| a.value.literal);
                    let words = set.map(|a| (a.name.as_str(), a.value.value.as_str(), a.span));
                    hits.extend(
                        words
                            .filter(|(name, value, _)| is_secret(name, value))
                            .map(|(name, _, span)| hit(file, (name, span))),
                    );
                }
            }
        }
    }
    hits
}

fn hit(file: &Dockerfile, (name, span): (&str, Span)) -> Hit {
    // the value is what follows the name: after `=`, a blank, or at once (`-psecret`)
    let text = file.source.slice(span);
    let after = text.find(['=', ' ', ',']).map_or(2, |at| at + 1).min(text.len());
    Hit::new(
        span,
        format!(
            "the value of `{}` is written out: the image's history or configuration shows it to everybody",
            shown(name)
        ),
    )
    .secret(Span::new(span.start + after, span.end))
    .confidence(Confidence::Heuristic)
    .help("Change it, for it is known; then mount it for the step (`--mount=type=secret`), or have the app read it at run time.")
}
