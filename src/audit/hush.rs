//! Keeps secrets out of messages: a rule that quotes the text may quote what another rule found to be a secret.

use crate::{
    finding::{Finding, Text},
    source::{Source, Span},
};

/// How much of a secret is quoted, so that its owner knows it again; nothing of a short one.
const SHOWN: usize = 4;
const SHORT: usize = 12;

/// Shortens every secret in the words of findings whose place it lies in.
pub fn hush(source: &Source, findings: &mut [Finding]) {
    let mut secrets: Vec<Span> = findings.iter().flat_map(|finding| finding.secrets.iter().copied()).collect();
    if secrets.is_empty() {
        return;
    }
    secrets.sort_unstable();
    secrets.dedup();
    for finding in findings {
        let place = finding.place.span;
        let first = secrets.partition_point(|secret| secret.end <= place.start);
        let inside = secrets.iter().skip(first).take_while(|secret| secret.start < place.end);
        for secret in inside
            .map(|span| source.slice(*span).trim_matches(['"', '\'']))
            .filter(|s| !s.is_empty())
        {
            let shown: String = secret.chars().take(if secret.len() < SHORT { 0 } else { SHOWN }).collect();
            let short = |text: &mut Text| {
                if text.contains(secret) {
                    *text = Text::Owned(text.replace(secret, &format!("{shown}…")));
                }
            };
            short(&mut finding.message);
            short(&mut finding.label);
            finding.help.iter_mut().for_each(short);
        }
    }
}
