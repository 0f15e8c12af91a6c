//! Empty lines inside a continued instruction.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Dockerfile, Instruction},
    edit::Edit,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "empty-continuation",
    severity: Severity::Info,
    summary: "an empty line stands inside a continued instruction",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    file.instructions.iter().filter_map(|instruction| hit(file, instruction)).collect()
}

fn hit(file: &Dockerfile, instruction: &Instruction) -> Option<Hit> {
    let whole = Span::new(instruction.span.start, instruction.arguments.end.min(instruction.span.end));
    let text = file.source.slice(whole);
    let may_be_empty = |end: usize| {
        matches!(
            text.as_bytes().get(..end).unwrap_or_default(),
            [.., b'\n' | b' ' | b'\t'] | [.., b'\n', b'\r']
        )
    };
    if !text.match_indices('\n').any(|(end, _)| may_be_empty(end)) {
        return None;
    }
    let mut edits: Vec<Edit> = Vec::new();
    let mut at = whole.start;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() && line.ends_with('\n') {
            match edits.last_mut() {
                Some(above) if above.span.end == at => above.span.end = end,
                _ => edits.push(Edit::delete(Span::new(at, end))),
            }
        }
        at = end;
    }
    let first = edits.first()?.span;
    let before = file.source.text().get(..first.start).unwrap_or_default();
    let line = before.trim_end_matches(['\n', '\r']).rfind('\n').map_or(0, |end| end + 1);
    let above = Span::new(line.max(whole.start), line.max(before.trim_end().len()));
    Some(
        Hit::new(
            above,
            "the instruction goes on after an empty line; a later builder may end it here",
        )
        .safe_fix("take the empty lines out", edits),
    )
}
