//! Secrets that are mounted as they should be, and then written into the layer.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        mounts::Fleeting,
    },
    dockerfile::{Dockerfile, Instruction, shell::Join},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-kept",
    severity: Severity::Error,
    summary: "a mounted secret is written into the layer",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        let secrets = marks(instruction);
        if secrets.is_empty() {
            continue;
        }
        let fleeting = Fleeting::of(instruction);
        let removals = calls_in(at, script).filter(|call| call.program() == "rm");
        let removed: BTreeSet<&str> = removals.flat_map(|call| call.arguments()).map(|w| w.value.as_str()).collect();
        // whether what a command reads from its pipe may be a secret
        let mut piped = false;
        for call in calls_in(at, script) {
            piped &= call.command.join == Join::Pipe;
            let tee = call.arguments().iter().find(|w| !w.value.starts_with('-'));
            let passed_on = tee.filter(|w| piped && call.program() == "tee" && !w.value.starts_with("/dev/"));
            piped |= matches!(call.program(), "cat" | "echo" | "printf") && call.arguments().iter().any(|w| names(&secrets, &w.value));
            let written = kept(&call, &secrets).or(passed_on.map(|w| w.value.as_str()));
            let Some(path) = written.filter(|path| !fleeting.holds(path) && !removed.contains(path)) else {
                continue;
            };
            hits.push(
                Hit::new(
                    call.command.span,
                    format!("this writes the mounted secret to `{}`, and the layer keeps it", shown(path)),
                )
                .confidence(Confidence::Heuristic)
                .help("Mount it where it is read (`target=`, or `env=`), or remove the file in the same RUN."),
            );
        }
    }
    hits
}

/// How the commands of a RUN can name its secrets: by the path they are mounted at, or by their variable.
fn marks(instruction: &Instruction) -> Vec<String> {
    const MOST: usize = 16;
    let mounts = instruction.mounts().filter(|mount| mount.kind() == "secret").take(MOST);
    let marks = mounts.map(|mount| {
        let target = mount.get(&["target", "dst", "destination"]);
        match (mount.get(&["env"]), target, mount.get(&["id"])) {
            (Some(variable), None, _) => variable.to_owned(),
            (_, Some(target), _) => target.to_owned(),
            (_, _, id) => format!("/run/secrets/{}", id.unwrap_or_default()),
        }
    });
    marks.filter(|mark| !mark.is_empty()).collect()
}

/// The file that a call writes a secret to.
fn kept<'a>(call: &Call<'a>, secrets: &[String]) -> Option<&'a str> {
    let names = |word: &str| names(secrets, word);
    let words = call.arguments();
    let path = match call.program() {
        "cp" | "mv" | "install" => {
            let (target, sources) = words.split_last()?;
            return sources.iter().any(|w| names(&w.value)).then_some(target.value.as_str());
        }
        "cat" | "echo" | "printf" | "base64" | "envsubst" | "sed" => call.command.redirects.iter().find(|r| r.operator.starts_with('>'))?,
        _ => return None,
    };
    let target = path.target.value.as_str();
    (words.iter().any(|w| names(&w.value)) && !target.starts_with("/dev/")).then_some(target)
}

/// Whether a word names one of the secrets.
fn names(secrets: &[String], word: &str) -> bool {
    secrets.iter().any(|secret| {
        if secret.starts_with('/') {
            word.contains(secret)
        } else {
            has_variable(word, secret)
        }
    })
}

/// Whether `$name` or `${name` stands in a word.
fn has_variable(word: &str, name: &str) -> bool {
    word.split('$').skip(1).any(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest).strip_prefix(name);
        rest.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}
