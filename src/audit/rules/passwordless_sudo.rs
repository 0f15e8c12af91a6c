//! Root for the asking.

use std::collections::BTreeMap;

use crate::{
    audit::{Hit, Policy, Rule, commands::calls, stages::root_image, texts::places, writings::writings},
    dockerfile::Dockerfile,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "passwordless-sudo",
    severity: Severity::Error,
    summary: "a user may become root without a password",
    check,
};

/// Images to develop in, whose user may do everything anyway.
const WORKBENCHES: [&str; 2] = ["mcr.microsoft.com/devcontainers/", "mcr.microsoft.com/vscode/devcontainers/"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let image = file.final_stage().and_then(|stage| root_image(file, stage));
    if image.is_some_and(|image| WORKBENCHES.iter().any(|start| image.canonical_name().starts_with(start))) {
        return Vec::new();
    }
    let hit = |span, program| {
        Hit::new(span, format!("whoever is this user is root: {program} asks for no password"))
            .help(format!("Do at build time what needs root, and leave {program} out of the image."))
    };
    let mut found = places(file, "NOPASSWD").peekable();
    let harmless = found.peek().map(|_| looked_for(file)).unwrap_or_default();
    let of_sudo = found
        .filter(|place| harmless.range(..=place.start).next_back().is_none_or(|(_, end)| *end < place.end))
        .map(|place| hit(place, "sudo"));
    let of_doas = writings(file).filter(|w| w.path.contains("/doas")).flat_map(|w| {
        let lines = w.lines(file).filter_map(|(line, span, _)| {
            let mut words = line.split_ascii_whitespace();
            (words.next() == Some("permit") && words.any(|word| word == "nopass")).then_some(span)
        });
        lines.collect::<Vec<_>>()
    });
    of_sudo.chain(of_doas.map(|span| hit(span, "doas"))).collect()
}

/// Where words begin and end that only look for a text, or that have sed take lines with it out.
fn looked_for(file: &Dockerfile) -> BTreeMap<usize, usize> {
    let words = calls(file).flat_map(|call| {
        let (grep, sed) = (matches!(call.program(), "grep" | "egrep" | "fgrep"), call.program() == "sed");
        let words = call.arguments().iter();
        words.filter(move |word| grep || (sed && word.value.starts_with('/') && word.value.ends_with("/d")))
    });
    words.map(|word| (word.span.start, word.span.end)).collect()
}
