//! EXPOSE entries that are no container port.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Body, Dockerfile, Expose},
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "invalid-port",
    severity: Severity::Error,
    summary: "EXPOSE names something that is no port",
    page: include_str!("invalid_port.md"),
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

fn wrong(entry: &Expose) -> Option<Hit> {
    let written = shown(&entry.word.value);
    if entry.word.value.contains('$') {
        return None;
    }
    let why = match entry.ports {
        Some((first, last)) if first > last => "its end comes before its start",
        Some((first, last)) if first >= 1 && last <= 65535 => match entry.protocol.as_deref() {
            None => return None,
            Some(p) if ["tcp", "udp", "sctp"].iter().any(|known| known.eq_ignore_ascii_case(p)) => return None,
            Some(_) => "its protocol is none of tcp, udp and sctp",
        },
        Some(_) => "ports go from 1 to 65535",
        None if entry.word.value.contains(':') => "only the container's own port goes here; the host's is chosen when it is run",
        None => "a number or a range of numbers is expected",
    };
    Some(Hit::new(entry.word.span, format!("`{written}` is no port: {why}")))
}
