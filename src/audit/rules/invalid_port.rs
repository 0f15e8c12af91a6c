//! EXPOSE entries that the builder takes and that do not mean what they say.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Body, Dockerfile, Expose},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "invalid-port",
    severity: Severity::Warning,
    summary: "EXPOSE names something that is no port of the container",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in &file.instructions {
        if let Body::Expose(entries) = &instruction.body {
            hits.extend(entries.iter().filter_map(wrong));
        }
    }
    hits
}

/// What the builder refuses is a syntax error; this is what it lets through.
fn wrong(entry: &Expose) -> Option<Hit> {
    let written = &entry.word.value;
    let mapped = entry.ports.is_none() && written.contains(':') && !written.contains('$');
    let message = match entry.ports {
        Some((0, _)) => "port 0 is no port to listen on".to_owned(),
        None if mapped => format!(
            "`{}` maps nothing: the port of the host is chosen when the container is run",
            shown(written)
        ),
        _ => return None,
    };
    Some(Hit::new(entry.word.span, message).help("Name the port that the app listens on in the container, and that alone."))
}
