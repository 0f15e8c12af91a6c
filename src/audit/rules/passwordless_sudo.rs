//! Root for the asking.

use crate::{
    audit::{Hit, Policy, Rule, texts::places, writings::writings},
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "passwordless-sudo",
    severity: Severity::Error,
    summary: "a user may become root without a password",
    page: include_str!("passwordless_sudo.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = |span, program| {
        Hit::new(span, format!("whoever is this user is root: {program} asks for no password"))
            .help(format!("Do at build time what needs root, and leave {program} out of the image."))
    };
    let of_sudo = places(file, "NOPASSWD").map(|place| hit(place, "sudo"));
    let of_doas = writings(file).filter(|w| w.path.contains("/doas")).flat_map(|w| {
        let lines = w.lines(file).filter_map(|(line, span, _)| {
            let mut words = line.split_ascii_whitespace();
            (words.next() == Some("permit") && words.any(|word| word == "nopass")).then_some(span)
        });
        lines.collect::<Vec<_>>()
    });
    of_sudo.chain(of_doas.map(|span| hit(span, "doas"))).collect()
}
