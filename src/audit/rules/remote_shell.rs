//! Servers for remote login as what a container runs.

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::{instructions, shipped},
    },
    dockerfile::{Body, Dockerfile, Run},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "remote-shell",
    severity: Severity::Warning,
    summary: "the container starts a server for remote login",
    page: include_str!("remote_shell.md"),
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

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (_, instruction) in shipped(file).flat_map(|stage| instructions(file, stage)) {
        match &instruction.body {
            Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)) => {
                hits.extend(words.first().filter(|w| is_server(&w.value)).map(|w| hit(&w.value, w.span)));
            }
            Body::Cmd(Run::Shell(script)) | Body::Entrypoint(Run::Shell(script)) => {
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

fn is_server(path: &str) -> bool {
    SERVERS.contains(&path.rsplit('/').next().unwrap_or(path))
}

fn hit(what: &str, span: Span) -> Hit {
    Hit::new(span, format!("`{}` lets people log into the container", shown(what)))
        .confidence(Confidence::Heuristic)
        .help("Leave it out: `docker exec` and `kubectl debug` get you in, with the rights that are managed outside.")
}
