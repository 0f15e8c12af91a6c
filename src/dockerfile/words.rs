//! Words of an instruction: where they end, and what they mean once quotes and escapes are gone.

use std::borrow::Cow;

use super::{
    Word,
    text::Text,
    variable::{Unclosed, brace_length},
};

/// What BuildKit's `[\t\v\f\r ]` matches.
pub(super) fn is_blank(b: u8) -> bool {
    matches!(b, b'\t' | 0x0b | 0x0c | b'\r' | b' ')
}

/// Words between blanks, quotes or not, as logical ranges within `start..end`.
pub(super) fn blank_separated<'t>(text: Text<'t>, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> + use<'t> {
    let bytes = text.slice(start, end).as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(|b| is_blank(*b)) {
            at += 1;
        }
        let from = at;
        while bytes.get(at).is_some_and(|b| !is_blank(*b)) {
            at += 1;
        }
        (from < at).then_some((start + from, start + at))
    })
}

/// Words between white space that quotes and escapes hold together (ENV, LABEL, ARG), as logical ranges within `start..end`.
pub(super) fn quoted(text: Text<'_>, start: usize, end: usize, escape: char) -> Vec<(usize, usize)> {
    let part = text.slice(start, end);
    let mut words = Vec::new();
    let mut word: Option<usize> = None;
    let mut quote: Option<u8> = None;
    let mut at = 0;
    while let Some(byte) = part.as_bytes().get(at).copied() {
        let blank = if quote.is_some() { 0 } else { blank_length(part, at, byte) };
        if blank > 0 {
            words.extend(word.take().map(|from| (start + from, start + at)));
            at += blank;
            continue;
        }
        let from = *word.get_or_insert(at);
        at += 1;
        match quote {
            Some(open) if byte == open => quote = None,
            Some(b'\'') => {}
            None if matches!(byte, b'\'' | b'"') => quote = Some(byte),
            _ if char::from(byte) == escape => match part.get(at..).and_then(|rest| rest.chars().next()) {
                Some(escaped) => at += escaped.len_utf8(),
                // an escape character at the very end is dropped
                None => {
                    if from + 1 < at {
                        words.push((start + from, start + at - 1));
                    }
                    return words;
                }
            },
            _ => {}
        }
    }
    words.extend(word.map(|from| (start + from, end)));
    words
}

/// The length of the white space character at an offset; 0 if there is none.
fn blank_length(text: &str, at: usize, byte: u8) -> usize {
    if byte.is_ascii() {
        return usize::from(byte == b'\n' || is_blank(byte));
    }
    // inside a character there is nothing to be found
    let ch = text.get(at..).and_then(|rest| rest.chars().next());
    ch.filter(|c| c.is_whitespace()).map_or(0, char::len_utf8)
}

/// Takes quotes and escapes away and leaves variables as they are.
pub(super) fn unquote(raw: &str, escape: char) -> Result<Cow<'_, str>, Unclosed> {
    // a byte order mark before a word is passed over
    let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    let special = |b: &u8| matches!(b, b'\'' | b'"' | b'$') || char::from(*b) == escape;
    let Some(first) = raw.as_bytes().iter().position(special) else {
        return Ok(Cow::Borrowed(raw));
    };
    let mut out = String::with_capacity(raw.len());
    let mut double = false;
    out.push_str(raw.get(..first).unwrap_or(""));
    let mut rest = raw.get(first..).unwrap_or("");
    while let Some(ch) = rest.chars().next() {
        let plain = rest.as_bytes().iter().position(special).unwrap_or(rest.len());
        if plain > 0 {
            out.push_str(rest.get(..plain).unwrap_or(""));
            rest = rest.get(plain..).unwrap_or("");
            continue;
        }
        let after = rest.get(ch.len_utf8()..).unwrap_or("");
        rest = match ch {
            '\'' if !double => {
                let (inside, after) = after.split_once('\'').ok_or(Unclosed::Single)?;
                out.push_str(inside);
                after
            }
            '"' => {
                double = !double;
                after
            }
            // `$$` is a variable of its own
            '$' if after.starts_with('$') => {
                out.push_str("$$");
                after.get(1..).unwrap_or("")
            }
            '$' if after.starts_with('{') => {
                let length = brace_length(after, escape, true)?;
                out.push('$');
                out.push_str(after.get(..length).unwrap_or(""));
                after.get(length..).unwrap_or("")
            }
            _ if ch == escape => match after.chars().next() {
                None => "",
                Some(next) if !double || next == '"' || next == '$' || next == escape => {
                    out.push(next);
                    after.get(next.len_utf8()..).unwrap_or("")
                }
                Some(_) => {
                    out.push(ch);
                    after
                }
            },
            _ => {
                out.push(ch);
                after
            }
        };
    }
    if double { Err(Unclosed::Double) } else { Ok(Cow::Owned(out)) }
}

/// A word that stands in the file as it is meant.
pub(super) fn verbatim(text: Text<'_>, start: usize, end: usize) -> Word {
    Word {
        value: text.slice(start, end).into(),
        span: text.span(start, end),
    }
}

/// A word with quotes and escapes taken away.
pub(super) fn cooked(text: Text<'_>, start: usize, end: usize, escape: char) -> Result<Word, Unclosed> {
    Ok(Word {
        value: unquote(text.slice(start, end), escape)?.into(),
        span: text.span(start, end),
    })
}
