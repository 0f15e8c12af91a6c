//! Code from the network that runs before anybody has seen it.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::scripts,
        fetched_code::{Way, fetched_code},
    },
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "pipe-to-shell",
    severity: Severity::Error,
    summary: "code is downloaded and run unseen",
    page: include_str!("pipe_to_shell.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let found = scripts(file).flat_map(|(at, _, script)| fetched_code(at, script));
    found
        .map(|(way, span, _)| {
            let how = match way {
                Way::Pipe => "a download is piped into an interpreter",
                Way::Substitution => "a download is handed to an interpreter",
                Way::File => "a download is run without a look at its checksum or signature",
            };
            Hit::new(
                span,
                format!("{how}: whoever controls the server or the way to it controls the image"),
            )
            .help("Fetch it with `ADD --checksum=sha256:…`, or save it, check it with `sha256sum -c`, and run it then.")
        })
        .collect()
}
