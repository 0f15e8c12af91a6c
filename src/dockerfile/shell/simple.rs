//! Simple commands of a plain text.

use super::super::{Heredoc, heredoc, text::Text};
use super::{Assignment, Command, Join, List, ListKind, Redirect, Script, ShellWord, dialect::Dialect};
use crate::source::Span;

/// Reads the text of a RUN, CMD, ENTRYPOINT or HEALTHCHECK.
pub(in super::super) fn read(text: Text<'_>, range: (usize, usize), heredocs: &[Heredoc], source: &str, dialect: Dialect) -> Script {
    let span = text.span(range.0, range.1);
    let whole = heredocs.iter().fold(span, |all, h| all.to(h.body));
    let mut script = Script {
        span: whole,
        ..Script::default()
    };
    script.lists.push(List {
        parent: None,
        kind: ListKind::Top,
        span,
    });
    if dialect != Dialect::Bourne {
        script.unread.push(whole);
        return script;
    }
    if let [only] = heredocs
        && heredoc::opener(text.slice(range.0, range.1)).is_some()
    {
        let body = source.get(only.body.start..only.body.end).unwrap_or("");
        if dialect.of_script(body) == Dialect::Bourne {
            script.lists.push(List {
                parent: Some(0),
                kind: ListKind::Heredoc,
                span: only.body,
            });
            commands(Text::plain(body, only.body.start), (0, body.len()), 1, &mut script);
        }
        return script;
    }
    commands(text, range, 0, &mut script);
    script
}

fn commands(text: Text<'_>, range: (usize, usize), list: usize, script: &mut Script) {
    let bytes = text.as_str().as_bytes();
    let mut at = range.0;
    let mut join = Join::First;
    let mut current: Option<Command> = None;
    while at < range.1 {
        let rest = text.slice(at, range.1);
        let (length, next) = match rest.as_bytes() {
            [b'&', b'&', ..] => (2, Some(Join::And)),
            [b'|', b'|', ..] => (2, Some(Join::Or)),
            [b'|', b'&', ..] => (2, Some(Join::Pipe)),
            [b'|', ..] => (1, Some(Join::Pipe)),
            [b'&', ..] => (1, Some(Join::Background)),
            [b';' | b'\n', ..] => (1, Some(Join::Then)),
            [b'\\', b'\n', ..] => (2, None),
            [b' ' | b'\t' | b'\r', ..] => (1, None),
            [b'#', ..] => (rest.find('\n').unwrap_or(rest.len()), None),
            _ => {
                let (start, end) = (at, word_end(bytes, at, range.1));
                let span = text.span(start, end);
                let command = current.get_or_insert_with(|| Command {
                    assignments: Vec::new(),
                    words: Vec::new(),
                    redirects: Vec::new(),
                    join,
                    list,
                    span,
                });
                command.span = command.span.to(span);
                add(command, text, start, end, span);
                at = end;
                continue;
            }
        };
        if let Some(next) = next {
            if let Some(done) = current.take() {
                script.commands.push(done);
                join = next;
            } else if next != Join::Then {
                join = next;
            }
        }
        at += length;
    }
    script.commands.extend(current);
}

fn word_end(bytes: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    let mut quote = None;
    let mut redirect = bytes.get(at).is_some_and(|b| matches!(b, b'<' | b'>'));
    while at < end {
        let Some(b) = bytes.get(at).copied() else { break };
        match quote {
            None if redirect && matches!(b, b'<' | b'>' | b'&' | b'|' | b'-') => {}
            None if matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b';' | b'&' | b'|') => break,
            None if matches!(b, b'\'' | b'"') => quote = Some(b),
            Some(open) if open == b => quote = None,
            None | Some(b'"') if b == b'\\' => at += 1,
            _ => redirect = redirect && matches!(b, b'<' | b'>'),
        }
        at += 1;
    }
    at.min(end)
}

fn word(text: Text<'_>, start: usize, end: usize) -> ShellWord {
    let raw = text.slice(start, end);
    let mut value = String::new();
    let mut quote = None;
    let mut chars = raw.chars();
    let mut literal = true;
    while let Some(ch) = chars.next() {
        match (quote, ch) {
            (None, '\'' | '"') => quote = Some(ch),
            (Some(open), _) if open == ch => quote = None,
            (None | Some('"'), '\\') => value.extend(chars.next()),
            _ => {
                literal &=
                    quote == Some('\'') || !matches!(ch, '$' | '`' | '*' | '?' | '[') || (quote.is_some() && !matches!(ch, '$' | '`'));
                value.push(ch);
            }
        }
    }
    ShellWord {
        value,
        literal,
        span: text.span(start, end),
    }
}

fn add(command: &mut Command, text: Text<'_>, start: usize, end: usize, span: Span) {
    let raw = text.slice(start, end);
    let digits = raw.len() - raw.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let operator: String = raw
        .get(digits..)
        .unwrap_or("")
        .chars()
        .take_while(|c| matches!(c, '<' | '>' | '&' | '|'))
        .collect();
    if !operator.is_empty() && operator.starts_with(['<', '>']) {
        let target = word(text, start + digits + operator.len(), end);
        command.redirects.push(Redirect { operator, target, span });
        return;
    }
    if let Some(last) = command.redirects.last_mut()
        && last.target.value.is_empty()
    {
        last.target = word(text, start, end);
        last.span = last.span.to(span);
        return;
    }
    if command.words.is_empty()
        && let Some((name, _)) = raw.split_once('=')
        && !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && !name.starts_with(|c: char| c.is_ascii_digit())
    {
        command.assignments.push(Assignment {
            name: name.to_owned(),
            value: word(text, start + name.len() + 1, end),
            span,
        });
        return;
    }
    command.words.push(word(text, start, end));
}
