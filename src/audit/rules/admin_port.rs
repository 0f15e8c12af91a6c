//! Ports that let somebody into the container itself.

use crate::{
    audit::{
        Hit, Policy, Rule,
        ports::{admin_service, exposed, without},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "admin-port",
    severity: Severity::Warning,
    summary: "a port for remote administration or debugging is exposed",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    exposed(file)
        .filter_map(|(instruction, entry, ports)| {
            let (first, last) = ports?;
            let (port, service) = admin_service(first, last)?;
            let hit = Hit::new(entry.word.span, format!("port {port} is for {service}"))
                .confidence(Confidence::Heuristic)
                .help("Leave it out: use `docker exec`, `kubectl debug` or a port forward to get in when you need to.");
            Some(match without(file, instruction, entry).filter(|_| first == last) {
                Some((edit, change)) => hit.review_fix("do not offer it", vec![edit]).changing([change]),
                None => hit,
            })
        })
        .collect()
}
