//! What a fix takes out of a text so that what stays reads as if the rest had never been there.

use super::commands::Call;
use crate::{
    dockerfile::{
        Body, Dockerfile, Instruction, Pair, Run,
        shell::{Join, Script},
    },
    edit::Edit,
    finding::Change,
    source::Span,
};

/// An instruction with its line: from the start of the line, if nothing else stands there, to the end of its ending.
pub fn lines_of(file: &Dockerfile, instruction: &Instruction) -> Span {
    let text = file.source.text();
    let before = text.get(..instruction.span.start).unwrap_or_default();
    let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
    let alone = before.len() == blanks || before.get(..before.len() - blanks).is_some_and(|b| b.ends_with('\n'));
    let start = instruction.span.start - if alone { blanks } else { 0 };
    let after = text.get(instruction.span.end..).unwrap_or_default();
    match after.split_inclusive('\n').next() {
        Some(ending) if ending.trim().is_empty() => Span::new(start, instruction.span.end + ending.len()),
        _ => Span::new(start, instruction.span.end),
    }
}

/// A pair of ENV, ARG or LABEL, or the whole instruction if it has no other.
pub fn without_pair(file: &Dockerfile, instruction: &Instruction, pairs: &[Pair], pair: &Pair) -> Option<(Edit, Change)> {
    let at = pairs.binary_search_by_key(&pair.span, |p| p.span).ok()?;
    if pairs.len() == 1 {
        return Some((
            Edit::delete(lines_of(file, instruction)),
            Change::Removed(instruction.keyword.name()),
        ));
    }
    let before = at
        .checked_sub(1)
        .and_then(|at| pairs.get(at))
        .map(|p| Span::new(p.span.end, pair.span.end));
    let after = pairs.get(at + 1).map(|p| Span::new(pair.span.start, p.span.start));
    // comments stand in order, and apart
    let inside = |span: &Span| {
        file.comments
            .get(file.comments.partition_point(|comment| comment.start < span.start))
    };
    let silent = |span: &Span| !inside(span).is_some_and(|comment| span.contains(*comment));
    let span = [before, after].into_iter().flatten().find(silent)?;
    Some((Edit::delete(span), Change::Words))
}

/// A word that follows something else: with the blanks before it, continued lines included.
pub fn without_word(file: &Dockerfile, word: Span) -> Edit {
    let before = file.source.text().get(..word.start).unwrap_or_default();
    let blanks = before.trim_end_matches([' ', '\t']);
    // a word that starts its line goes with the continuation before it
    let start = match blanks.strip_suffix('\n').map(|b| b.trim_end_matches(['\r', ' ', '\t'])) {
        Some(line) if line.ends_with(file.escape) => line.trim_end_matches(file.escape).trim_end_matches([' ', '\t']).len(),
        _ => blanks.len(),
    };
    Edit::delete(Span::new(start, word.end))
}

/// A command (by index) out of a chain of `&&` or `;`; none if others hang on what it does.
fn without_command(file: &Dockerfile, script: &Script, index: usize) -> Option<Edit> {
    let chained = |join: Join| matches!(join, Join::First | Join::And | Join::Then);
    let command = script.commands.get(index)?;
    let before = index.checked_sub(1).and_then(|at| script.commands.get(at));
    let after = script.commands.get(index + 1);
    let ends_list = after.is_none_or(|next| next.list != command.list);
    if !chained(command.join) || after.is_some_and(|next| next.list == command.list && !chained(next.join)) {
        return None;
    }
    match (before.filter(|b| b.list == command.list && command.join != Join::First), after) {
        (Some(before), _) => {
            let gap = file.source.slice(Span::new(before.span.end, command.span.start));
            let plain = !gap.contains(['(', ')', '{', '}', '#']);
            plain.then(|| Edit::delete(Span::new(before.span.end, command.span.end)))
        }
        (None, Some(next)) if !ends_list => {
            let gap = file.source.slice(Span::new(command.span.end, next.span.start));
            let plain = !gap.contains(['(', ')', '{', '}', '#']);
            plain.then(|| Edit::delete(Span::new(command.span.start, next.span.start)))
        }
        _ => None,
    }
}

/// The call of a program out of its RUN, or the whole RUN if it does nothing else.
pub fn without_call(file: &Dockerfile, call: &Call<'_>) -> Option<(Edit, Vec<Change>)> {
    let instruction = file.instructions.get(call.at)?;
    let Body::Run(Run::Shell(script)) = &instruction.body else {
        return None;
    };
    let index = script.number_of(call.command)?;
    if script.commands.len() == 1 && script.lists.len() == 1 && script.unread.is_empty() {
        return Some((Edit::delete(lines_of(file, instruction)), vec![Change::Removed("RUN")]));
    }
    Some((without_command(file, script, index)?, vec![Change::Commands]))
}
