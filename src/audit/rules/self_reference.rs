//! `ENV A=1 B=$A`: B gets what A was before.

use crate::{
    audit::{Hit, Policy, Rule, variables::references},
    dockerfile::{Body, Dockerfile, expand::Variable},
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "self-reference",
    severity: Severity::Warning,
    summary: "an ENV uses a variable that the same instruction sets",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    const MOST: usize = 64;
    let mut hits = Vec::new();
    for (at, instruction) in file.instructions.iter().enumerate() {
        let Body::Env(pairs) = &instruction.body else { continue };
        for (index, pair) in pairs.iter().enumerate().take(MOST) {
            let Some(value) = pair.value.as_ref().filter(|v| v.value.contains('$')) else {
                continue;
            };
            for (name, place) in references(file.source.slice(value.span), file.escape) {
                let earlier = pairs.iter().take(index).find(|p| p.key.value == name);
                // one that adds to itself was there before
                let adds = |text: &str| references(text, file.escape).any(|(n, _)| n == name);
                let Some(earlier) = earlier.filter(|p| !p.value.as_ref().is_some_and(|v| adds(file.source.slice(v.span)))) else {
                    continue;
                };
                if pair.key.value == name || matches!(file.variable(name, at), Variable::Set(_)) {
                    continue;
                }
                let span = Span::new(value.span.start + place.start, value.span.start + place.end);
                hits.push(
                    Hit::new(
                        span,
                        format!(
                            "this is `{}` as it was before the instruction: empty, or the base image's",
                            shown(name)
                        ),
                    )
                    .related(earlier.span, "this takes effect only afterwards")
                    .help("Make two instructions of it."),
                );
            }
        }
    }
    hits
}
