//! Programs that run with their owner's rights, whoever starts them.

use crate::{
    audit::{Hit, Policy, Rule, modes::modes},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "setuid-added",
    severity: Severity::Error,
    summary: "a program gets the setuid or setgid bit",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    modes(file)
        .into_iter()
        .filter(|mode| mode.setuid() || mode.setgid_program())
        .map(|mode| {
            let (written, whose) = (shown(&mode.text), if mode.setuid() { "owner" } else { "group" });
            Hit::new(mode.span, format!("mode `{written}` lets whoever runs this act as its {whose}"))
                .help("Leave the bit out, and run the container as the user who may do it; a single capability is the next best.")
        })
        .collect()
}
