//! What a fix adds to a text, where and how a person would have written it: a command at the end of a chain, an instruction before another.

use crate::{
    dockerfile::{
        Dockerfile, Instruction,
        shell::{Join, ListKind, Script, ShellWord},
    },
    edit::Edit,
    source::Span,
};

/// A command behind the last one of a RUN, if that is one chain of `&&` and `|`, which binds closer, or a here-document of lines: in the manner of
/// the lines there.
pub fn appended(file: &Dockerfile, instruction: &Instruction, script: &Script, command: &str) -> Option<Edit> {
    let last = script.commands.last()?;
    let kinds: Vec<ListKind> = script.lists.iter().map(|list| list.kind).collect();
    match kinds.as_slice() {
        _ if !script.unread.is_empty() => None,
        [ListKind::Top]
            if script
                .commands
                .iter()
                .all(|c| matches!(c.join, Join::First | Join::And | Join::Pipe)) =>
        {
            Some(Edit::insert(last.span.end, continued(file, instruction, last.span, command)))
        }
        [ListKind::Top, ListKind::Heredoc] if matches!(last.join, Join::First | Join::And | Join::Pipe | Join::Then) => {
            let body = instruction.heredocs.first()?.body;
            let after = file.source.slice(Span::new(last.span.end, body.end));
            let plain = after.trim().is_empty()
                && script
                    .commands
                    .iter()
                    .all(|c| matches!(c.join, Join::First | Join::And | Join::Pipe | Join::Then));
            let indent = indent(file, last.span.start);
            plain.then(|| Edit::insert(last.span.end, format!("\n{indent}{command}")))
        }
        _ => None,
    }
}

/// ` && command`, on a line of its own if the instruction has several.
fn continued(file: &Dockerfile, instruction: &Instruction, last: Span, command: &str) -> String {
    let escape = file.escape;
    let first_line = file.source.line(instruction.span.start);
    if file.source.line(last.end) == first_line {
        return format!(" && {command}");
    }
    let line = file.source.line_span(file.source.line(last.start));
    let before = file.source.slice(Span::new(line.start, last.start));
    let leads = before.trim_start().starts_with("&&");
    let trails = before.trim().is_empty() && file.source.line(last.start) != first_line;
    if trails {
        return format!(" && {escape}\n{before}{command}");
    }
    let indent = if leads { indent(file, last.start) } else { indent(file, last.end) };
    format!(" {escape}\n{indent}&& {command}")
}

/// The white space at the start of a place's line.
fn indent(file: &Dockerfile, at: usize) -> &str {
    let line = file.source.slice(file.source.line_span(file.source.line(at)));
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

/// Where something goes that is to stand before an instruction: above the comments that belong to it.
pub fn before(file: &Dockerfile, instruction: &Instruction) -> usize {
    let line_start = |at: usize| file.source.line_span(file.source.line(at)).start;
    let mut at = line_start(instruction.span.start);
    let earlier = file.instructions.partition_point(|i| i.span.start < instruction.span.start);
    let end = earlier
        .checked_sub(1)
        .and_then(|e| file.instructions.get(e))
        .map_or(0, |i| i.span.end);
    let above = file.comments.partition_point(|c| c.start < instruction.span.start);
    for comment in file.comments.get(..above).unwrap_or_default().iter().rev() {
        if comment.start < end || file.source.line(comment.start) + 1 != file.source.line(at) {
            break;
        }
        at = line_start(comment.start);
    }
    at
}

/// Where an option goes behind a word of a command: behind the options that stand there already, on the same line.
pub fn behind_options(file: &Dockerfile, verb: Span, rest: &[ShellWord]) -> usize {
    let line = file.source.line(verb.start);
    let options = rest.iter().take_while(|w| {
        matches!(
            w.value.as_str(),
            "-y" | "-yq" | "-qy" | "-yqq" | "-qqy" | "-q" | "-qq" | "--yes" | "--assume-yes"
        )
    });
    let last = options.take_while(|w| file.source.line(w.span.start) == line).last();
    last.map_or(verb.end, |w| w.span.end)
}
