//! What a shell is given to read: the shell form of an instruction, or the script in an exec form.

use super::{
    Body, Heredoc, Run, Word,
    body::Reader,
    heredoc, json,
    shell::{self, Input, Script, ShellWord, dialect::Dialect},
    text::{Joined, Text},
};
use crate::source::Span;

/// The script of a shell form. If a here-document is the whole text, its body is the script; else the shell reads the line, and
/// the bodies with their closing lines after it.
pub(super) fn read(reader: &Reader<'_, '_>, range: (usize, usize), heredocs: &[Heredoc]) -> Script {
    let (text, dialect) = (reader.text, reader.dialect);
    let line = Input { text, range, tabs: false };
    let Some(first) = heredocs.first() else {
        return shell::read(line, None, dialect);
    };
    if heredoc::opener(text.slice(range.0, range.1)).is_some() {
        let body = reader.source.get(first.body.start..first.body.end).unwrap_or("");
        let script = Input {
            text: Text::plain(body, first.body.start),
            range: (0, body.len()),
            tabs: first.chomp,
        };
        return shell::read(line, Some(script), dialect.of_script(body));
    }
    let mut joined = Joined::default();
    joined.extend(text, range);
    joined.push(reader.source.get(reader.line_end..reader.end).unwrap_or(""), reader.line_end);
    let text = joined.text();
    let range = (0, text.as_str().len());
    shell::read(Input { text, range, tabs: false }, None, dialect)
}

/// The script in the exec form of a shell: `["sh", "-c", "…"]`; for a RUN of any other program the one command that its words are.
pub(super) fn of_exec_form(text: Text<'_>, body: &Body) -> Option<Script> {
    let run = match body {
        Body::Run(run) | Body::Cmd(run) | Body::Entrypoint(run) => run,
        Body::Healthcheck(check) => &check.probe.as_ref()?.run,
        _ => return None,
    };
    let Run::Exec(words) = run else { return None };
    let values: Vec<&str> = words.iter().map(|w| w.value.as_str()).collect();
    let Some(script) = shell::script_word(&values) else {
        return as_command(text, words).filter(|_| matches!(body, Body::Run(_)));
    };
    let span = words.get(script)?.span;
    let mut joined = Joined::default();
    joined.clear(span.start);
    json::joined(
        text,
        text.logical(span.start),
        text.logical(span.end.checked_sub(1)?) + 1,
        &mut joined,
    )?;
    let text = joined.text();
    let range = (0, text.as_str().len());
    Some(shell::read(Input { text, range, tabs: false }, None, Dialect::Bourne))
}

/// The words as those of a command. A word without escapes stands between its quotes, so that a part of it has its own place.
fn as_command(text: Text<'_>, words: &[Word]) -> Option<Script> {
    let span = words.first()?.span.to(words.last()?.span);
    let inside = |word: &Word| {
        let outer = word.span;
        let inner = Span::new(outer.start + 1, outer.end.checked_sub(1).filter(|end| *end > outer.start)?);
        let plain = text.slice(text.logical(inner.start), text.logical(outer.end - 1)) == word.value;
        (plain && inner.end - inner.start == word.value.len()).then_some(inner)
    };
    let words = words.iter().map(|word| ShellWord {
        value: word.value.clone(),
        literal: true,
        span: inside(word).unwrap_or(word.span),
    });
    Some(shell::words(words.collect(), span))
}
