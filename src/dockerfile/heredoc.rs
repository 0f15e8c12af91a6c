//! Here-documents: found on the words of the whole joined line, as BuildKit finds them, then read line by line.

use super::{Heredoc, Problem, lex::Cursor, text::Text, variable::brace_length, words::unquote};
use crate::source::Span;

/// A here-document that a line announces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opener {
    pub(super) name: String,
    pub(super) expand: bool,
    pub(super) chomp: bool,
    /// Logical offsets of the token.
    pub(super) range: (usize, usize),
}

/// The here-documents that a joined line announces. A quote or brace that is not closed hides them all.
pub(super) fn openers(text: Text<'_>) -> Vec<Opener> {
    let line = text.as_str();
    if !line.contains("<<") {
        return Vec::new();
    }
    words(line)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(start, end)| {
            let (name, expand, chomp) = opener(text.slice(start, end))?;
            Some(Opener {
                name,
                expand,
                chomp,
                range: (start, end),
            })
        })
        .collect()
}

/// Whether a word announces a here-document: `<<name`, `3<<-"name"`. Gives the name, whether variables are expanded, and whether tabs go.
pub(super) fn opener(word: &str) -> Option<(String, bool, bool)> {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix("<<")?;
    let (rest, chomp) = match rest.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    if rest.contains('<') {
        return None;
    }
    let &[(start, end)] = words(rest)?.as_slice() else {
        return None;
    };
    let rest = rest.get(start..end)?;
    // the backslash escapes here, whatever the escape directive says
    let name = unquote(rest, '\\').ok()?;
    let expand = quotes(&name) == quotes(rest);
    (!name.is_empty()).then(|| (name.into_owned(), expand, chomp))
}

fn quotes(text: &str) -> usize {
    text.bytes().filter(|b| matches!(b, b'\'' | b'"')).count()
}

/// Words of a line, quotes and escapes kept; none if something is not closed.
fn words(line: &str) -> Option<Vec<(usize, usize)>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut double = false;
    // up to here blanks end a word even in quotes: the inside of `${…}` is cut after it was read
    let mut inside = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        if !double && ch.is_whitespace() {
            words.extend(start.take().map(|from| (from, at)));
            continue;
        }
        start.get_or_insert(at);
        if at < inside {
            continue;
        }
        match ch {
            '\'' if !double => {
                chars.find(|(_, c)| *c == '\'')?;
            }
            '"' => double = !double,
            '\\' => {
                chars.next();
            }
            // blanks after `<<` belong to the word
            '<' if !double && chars.next_if(|(_, c)| *c == '<').is_some() => {
                while chars.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\r')).is_some() {}
            }
            // `$$` is a variable of its own
            '$' if chars.next_if(|(_, c)| *c == '$').is_some() => {}
            '$' => {
                let rest = line.get(at + 1..).unwrap_or("");
                if rest.starts_with('{') {
                    inside = at + 1 + brace_length(rest, '\\', false).ok()?;
                }
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| (from, line.len())));
    (!double).then_some(words)
}

/// Reads the bodies of the here-documents that were announced; they follow the line in order.
pub(super) fn bodies(cursor: &mut Cursor<'_>, text: Text<'_>, openers: Vec<Opener>, problems: &mut Vec<Problem>) -> Vec<(Heredoc, Span)> {
    let mut read = Vec::with_capacity(openers.len());
    for opener in openers {
        let span = text.span(opener.range.0, opener.range.1);
        let start = cursor.at();
        let mut body = Span::at(start);
        let mut end = start;
        let mut closed = false;
        while let Some(line) = cursor.line() {
            end = line.end();
            let possible = if opener.chomp {
                line.text.trim_start_matches('\t')
            } else {
                line.text
            };
            if possible == opener.name {
                closed = true;
                break;
            }
            body = Span::new(start, cursor.at());
        }
        if !closed {
            body = Span::new(start, end);
            problems.push(Problem {
                span,
                message: format!("unterminated here-document: no line `{}` follows", opener.name),
            });
        }
        let whole = Span::new(start, end);
        let heredoc = Heredoc {
            name: opener.name.into(),
            expand: opener.expand,
            chomp: opener.chomp,
            opener: span,
            body,
        };
        read.push((heredoc, whole));
    }
    read
}
