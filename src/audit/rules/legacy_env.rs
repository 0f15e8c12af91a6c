//! `ENV key value`, the form that takes the rest of the line.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Body, Dockerfile, Pair},
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "legacy-env",
    severity: Severity::Info,
    summary: "ENV or LABEL is written without `=`",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Env(pairs) | Body::Label(pairs) = &instruction.body {
            hits.extend(
                pairs
                    .iter()
                    .filter(|pair| pair.legacy && !begins_with_equals(pair))
                    .map(|pair| hit(file, pair)),
            );
        }
    }
    hits
}

fn hit(file: &Dockerfile, pair: &Pair) -> Hit {
    let key = shown(&pair.key.value);
    let hit = Hit::new(
        pair.key.span,
        format!("`{key}` is set without `=`: whatever follows on the line is its value"),
    );
    match pair.value.as_ref().and_then(|value| assignment(file, pair, value.span)) {
        Some(edit) => hit.safe_fix("write it with `=`", vec![edit]).changing([Change::Form]),
        None => hit.help(format!("Write `{key}=\"…\"`.")),
    }
}

/// Puts `=` and, where they are needed, double quotes; only for a value of one line without quotes and escapes of its own.
fn assignment(file: &Dockerfile, pair: &Pair, value: Span) -> Option<Edit> {
    let text = file.source.slice(value);
    let gap = file.source.slice(Span::new(pair.key.span.end, value.start));
    if text.contains(['"', '\'', '\\', '`', '\n', '\r']) || gap.contains(['\n', '\\', '`']) || text.is_empty() {
        return None;
    }
    let quoted = text.contains(char::is_whitespace);
    let text = if quoted { format!("=\"{text}\"") } else { format!("={text}") };
    Some(Edit::replace(Span::new(pair.key.span.end, value.end), text))
}

/// `A = b` is another mistake, and another rule.
fn begins_with_equals(pair: &Pair) -> bool {
    pair.value.as_ref().is_some_and(|value| value.value.starts_with('='))
}
