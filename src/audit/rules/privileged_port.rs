//! Ports that only root may listen on.

use crate::{
    audit::{
        Hit, Policy, Rule,
        ports::{admin_service, exposed},
    },
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "privileged-port",
    severity: Severity::Warning,
    summary: "a port below 1024 is exposed",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    exposed(file)
        .filter_map(|(_, entry, ports)| {
            let (first, last) = ports?;
            let low = (1..1024).contains(&first) && admin_service(first, last).is_none();
            low.then(|| {
                Hit::new(entry.word.span, format!("port {first} needs root or a capability to listen on")).help(format!(
                    "Let the app listen on a port above 1023 ({}, say) and map {first} to it from outside.",
                    8000 + first
                ))
            })
        })
        .collect()
}
