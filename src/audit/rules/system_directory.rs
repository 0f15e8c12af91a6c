//! Folders that belong to the kernel.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Body, Dockerfile, Word},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "system-directory",
    severity: Severity::Error,
    summary: "WORKDIR or VOLUME lies in a folder of the kernel",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        match &instruction.body {
            Body::Workdir(word) if is_kernel(&word.value) => hits.push(hit(word)),
            Body::Volume(words) => hits.extend(words.iter().filter(|w| is_kernel(&w.value) || w.value == "/").map(hit)),
            _ => {}
        }
    }
    hits
}

fn is_kernel(path: &str) -> bool {
    ["/proc", "/sys", "/dev", "/boot"].iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn hit(word: &Word) -> Hit {
    Hit::new(
        word.span,
        format!("`{}` is the system's: nothing of an app belongs there", shown(&word.value)),
    )
    .help("Use a folder of the app's own.")
}
