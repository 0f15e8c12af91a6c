//! Variables that nobody sets, and that are almost called like one that is set.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        variables::{expanding, references},
    },
    dockerfile::{Body, Dockerfile, expand::Variable},
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "undefined-variable",
    severity: Severity::Warning,
    summary: "a variable is used that nobody sets",
    check,
};

/// Beyond this many names the nearest is not looked for.
const MOST: usize = 200;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut declared = None;
    let mut seen = BTreeSet::new();
    for stage in &file.stages {
        for (at, instruction) in stage.instructions.clone().zip(file.instructions_of(stage)).skip(1) {
            for word in expanding(instruction).into_iter().filter(|word| word.value.contains('$')) {
                for (name, place) in references(file.source.slice(word.span), file.escape) {
                    if file.declares(name, at) {
                        continue;
                    }
                    let value = file.variable(name, at);
                    if matches!(value, Variable::Set(_)) || !seen.insert((stage.index, name)) {
                        continue;
                    }
                    let declared = declared.get_or_insert_with(|| names(file));
                    let known = declared.contains(name);
                    let unset = value == Variable::Unset;
                    let near = if known || declared.len() > MOST {
                        None
                    } else {
                        declared.iter().find(|d| is_slip(name, d))
                    };
                    if known || (near.is_none() && !unset) {
                        continue;
                    }
                    let span = Span::new(word.span.start + place.start, word.span.start + place.end);
                    let hit = Hit::new(
                        span,
                        format!("`{}` has no value: nobody sets it, and the builder puts nothing there", shown(name)),
                    );
                    hits.push(match near {
                        Some(near) => hit
                            .confidence(Confidence::Heuristic)
                            .help(format!("Did you mean `{}`?", shown(near))),
                        None => hit.help("Declare it with ARG or ENV, or write `\\$` if a dollar sign is meant."),
                    });
                }
            }
        }
    }
    hits
}

fn names(file: &Dockerfile) -> BTreeSet<&str> {
    let pairs = file.instructions.iter().flat_map(|instruction| match &instruction.body {
        Body::Arg(pairs) | Body::Env(pairs) => pairs.as_slice(),
        _ => &[],
    });
    pairs.map(|pair| pair.key.value.as_str()).collect()
}

/// The same but for case, or one letter that is missing, too many or another one.
fn is_slip(a: &str, b: &str) -> bool {
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (x, y) = (a.get(same..).unwrap_or_default(), b.get(same..).unwrap_or_default());
    let rest = |text: &'_ [u8]| text.get(1..).unwrap_or_default().to_vec();
    let swapped = x.len() == y.len() && x.get(..1) == y.get(1..2) && x.get(1..2) == y.get(..1) && x.get(2..) == y.get(2..);
    let digits = x.first().is_some_and(u8::is_ascii_digit) || y.first().is_some_and(u8::is_ascii_digit);
    let slip =
        (x.len() == y.len() + 1 && rest(x) == y) || (y.len() == x.len() + 1 && rest(y) == x) || (x.len() == y.len() && rest(x) == rest(y));
    (slip || swapped) && !digits && a.len().min(b.len()) >= 5
}
