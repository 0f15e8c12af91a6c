//! Fixes are written for the text of a shell. The words of an exec form take only those that stay within one word.

use super::Hit;
use crate::{
    dockerfile::{Body, Dockerfile, Instruction, Run},
    edit::Edit,
    source::Span,
};

/// Takes a fix away that would break the array of an exec form; what it would do stays as advice.
pub(super) fn fit(file: &Dockerfile, hit: &mut Hit) {
    if !file.has_exec_run() {
        return;
    }
    let breaks = |edit: &Edit| run_at(file, edit.span).is_some_and(|run| !fits(file, run, edit));
    if let Some(fix) = hit.fix.take_if(|fix| fix.edits.iter().any(breaks)) {
        hit.help.get_or_insert_with(|| advice(&fix.title).into());
    }
}

/// The RUN in exec form that a place touches.
fn run_at(file: &Dockerfile, place: Span) -> Option<&Instruction> {
    let before = file.instructions.partition_point(|i| i.span.start <= place.start).checked_sub(1)?;
    let instruction = super::commands::effective(file.instructions.get(before)?);
    let array = instruction.arguments;
    let touches = place.start <= array.end && place.end > array.start && !place.contains(array);
    (touches && matches!(instruction.body, Body::Run(Run::Exec(_)))).then_some(instruction)
}

/// Whether an edit stays between the quotes of one word, and that word is still one: only a script takes blanks.
fn fits(file: &Dockerfile, run: &Instruction, edit: &Edit) -> bool {
    let Body::Run(Run::Exec(words)) = &run.body else { return true };
    let Some(word) = words.iter().find(|word| word.span.contains(edit.span)) else {
        // between the words only blanks may go
        let gap = |c: char| c.is_whitespace() || c == file.escape;
        return edit.text.trim().is_empty() && file.source.slice(edit.span).chars().all(gap);
    };
    let inside = edit.span.start > word.span.start && edit.span.end < word.span.end;
    let rest = word.span.end - word.span.start - 2 - (edit.span.end - edit.span.start) + edit.text.len();
    let is_script = run.script().is_some_and(|script| word.span.contains(script.span));
    let plain = |c: char| !(matches!(c, '"' | '\\') || c.is_control()) && (is_script || !c.is_whitespace());
    inside && rest > 0 && edit.text.chars().all(plain) && !file.source.slice(edit.span).contains(['"', '\\'])
}

/// A title, `check the certificate`, as a sentence.
fn advice(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).chain(['.']).collect()
}
