//! Servers for remote login as what a container runs.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
    },
    dockerfile::{Body, Dockerfile, Run, Word},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "remote-shell",
    severity: Severity::Warning,
    summary: "the container starts a server for remote login",
    check,
};

const SERVERS: &[&str] = &[
    "dropbear",
    "gotty",
    "in.telnetd",
    "rlogind",
    "rshd",
    "shellinaboxd",
    "sshd",
    "telnetd",
    "tightvncserver",
    "ttyd",
    "vncserver",
    "wetty",
    "x11vnc",
    "xrdp",
];

/// Programs that start the one that is named after them.
const WRAPPERS: &[&str] = &["catatonit", "dumb-init", "env", "exec", "sudo", "tini"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, instruction) in shipped(file).flat_map(|stage| instructions(file, stage)) {
        match (&instruction.body, instruction.script()) {
            (Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)), None) => {
                // an init or a wrapper may stand before it
                let passed = |word: &&Word| word.value.starts_with('-') || WRAPPERS.contains(&name(&word.value));
                let started = words.iter().find(|word| !passed(word));
                hits.extend(started.filter(|w| is_server(&w.value)).map(|w| hit(&w.value, w.span)));
            }
            (Body::Cmd(_) | Body::Entrypoint(_), Some(script)) => {
                let started = script.commands.iter().filter_map(|command| {
                    let words = &command.words;
                    let at = match command.program() {
                        "exec" => 1,
                        "service" if command.has("start") => 1,
                        _ => 0,
                    };
                    words.get(at)
                });
                hits.extend(
                    started
                        .filter(|w| is_server(&w.value) || (w.value == "ssh" && script.commands.iter().any(|c| c.program() == "service")))
                        .map(|w| hit(&w.value, w.span)),
                );
            }
            _ => {}
        }
    }
    hits
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_server(path: &str) -> bool {
    SERVERS.contains(&name(path))
}

fn hit(what: &str, span: Span) -> Hit {
    Hit::new(span, format!("`{}` lets people log into the container", shown(what)))
        .confidence(Confidence::Heuristic)
        .help("Leave it out: `docker exec` and `kubectl debug` get you in, with the rights that are managed outside.")
}
