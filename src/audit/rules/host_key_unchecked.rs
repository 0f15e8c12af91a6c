//! ssh that talks to whoever answers.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::calls_of,
        texts::{places, word_around},
    },
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "host-key-unchecked",
    severity: Severity::Warning,
    summary: "ssh does not check whom it talks to",
    check,
};

const HELP: &str = "Copy a `known_hosts` with the keys that the host publishes, and mount the key itself with `--mount=type=ssh`.";

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    let mut hits = Vec::new();
    for place in places(file, "StrictHostKeyChecking") {
        let value = text.get(place.end..).unwrap_or_default().trim_start_matches(['=', ' ', '\t']);
        if ["no", "accept-new", "off"].iter().any(|off| value.starts_with(off)) {
            hits.push(Hit::new(word_around(file, place.start), "ssh takes any host for the right one").help(HELP));
        }
    }
    let scans = calls_of(file, crate::names!["ssh-keyscan"]).filter(|call| call.program() == "ssh-keyscan");
    hits.extend(scans.map(|call| Hit::new(call.span(), "the host is asked for its own key: whoever answers is believed").help(HELP)));
    hits
}
