//! Blanks around `=`, which make it a part of the value.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Body, Dockerfile},
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "spaced-equals",
    severity: Severity::Warning,
    summary: "blanks around `=` make it a part of the value",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        let (Body::Env(pairs) | Body::Label(pairs)) = &instruction.body else {
            continue;
        };
        for pair in pairs.iter().filter(|pair| pair.legacy) {
            let Some(value) = pair.value.as_ref() else { continue };
            let written = file.source.slice(value.span);
            let Some(rest) = written.strip_prefix('=') else { continue };
            let key = shown(&pair.key.value);
            let hit = Hit::new(
                pair.span,
                format!("the value of `{key}` begins with `=`: with blanks around it, it separates nothing"),
            );
            let after = written.len() - rest.trim_start().len();
            let plain = !rest.trim_start().is_empty() && !rest.trim().contains(char::is_whitespace) && !written.contains('\n');
            let gap = Span::new(pair.key.span.end, value.span.start + after);
            hits.push(
                if plain && file.source.slice(gap).bytes().all(|b| matches!(b, b' ' | b'\t' | b'=')) {
                    hit.review_fix("take the blanks away", vec![Edit::replace(gap, "=")])
                        .changing([Change::Form, Change::Words])
                } else {
                    hit.help(format!("Write `{key}=\"…\"`."))
                },
            );
        }
    }
    hits
}
