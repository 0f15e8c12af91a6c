//! Physical lines into logical lines: comments, blank lines, continuations. Whether a line goes on is decided here and nowhere else.

use std::borrow::Cow;

use super::text::{Joined, Text};
use crate::source::Span;

/// The longest line that BuildKit's scanner takes.
const LONGEST_LINE: usize = 65_535;

/// A physical line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Physical<'s> {
    /// Offset of its first byte.
    pub(super) start: usize,
    /// Its text without line ending.
    pub(super) text: &'s str,
}

impl Physical<'_> {
    /// Offset after its last byte, line ending excluded.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// The span of the comment, if the line is one.
    pub(super) fn comment(&self) -> Option<Span> {
        let trimmed = self.text.trim_start();
        trimmed.starts_with('#').then(|| Span::new(self.end() - trimmed.len(), self.end()))
    }
}

/// A logical line that holds an instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Its joined text.
    pub(super) text: Text<'a>,
    /// From its first character to the end of its last line.
    pub(super) span: Span,
}

/// Reads lines from the top to the bottom.
#[derive(Debug)]
pub(super) struct Cursor<'s> {
    source: &'s str,
    at: usize,
    /// The escape character.
    pub(super) escape: char,
    /// The comments met so far.
    pub(super) comments: Vec<Span>,
    /// Lines that are longer than BuildKit reads.
    pub(super) too_long: Vec<Span>,
}

impl<'s> Cursor<'s> {
    /// Starts at an offset.
    pub(super) fn new(source: &'s str, at: usize) -> Self {
        Self {
            source,
            at,
            escape: '\\',
            comments: Vec::new(),
            too_long: Vec::new(),
        }
    }

    /// Where the next line starts.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The whole text.
    pub(super) fn source(&self) -> &'s str {
        self.source
    }

    /// The next physical line.
    pub(super) fn line(&mut self) -> Option<Physical<'s>> {
        let rest = self.source.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let whole = match rest.find('\n') {
            Some(newline) => {
                self.at += newline + 1;
                rest.get(..newline).unwrap_or("")
            }
            None => {
                self.at = self.source.len();
                rest
            }
        };
        let span = Span::new(start, start + whole.len());
        if span.len() > LONGEST_LINE && self.too_long.last() != Some(&span) {
            self.too_long.push(span);
        }
        Some(Physical {
            start,
            text: whole.trim_end_matches('\r'),
        })
    }

    /// Goes back to the start of a line that was read.
    pub(super) fn back(&mut self, line: Physical<'_>) {
        self.at = line.start;
    }

    /// The next logical line, comments and blank lines left out.
    pub(super) fn logical<'b>(&mut self, joined: &'b mut Joined) -> Option<Line<'b>>
    where
        's: 'b,
    {
        let (first, start) = loop {
            let line = self.line()?;
            let text = line.text.trim_start();
            if text.starts_with('#') {
                self.comments.push(Span::new(line.end() - text.len(), line.end()));
            } else if !text.is_empty() {
                break (text, line.end() - text.len());
            }
        };
        let mut end = start + first.len();
        let Some(part) = continued(first, self.escape) else {
            return Some(Line {
                text: Text::plain(first, start),
                span: Span::new(start, end),
            });
        };
        joined.clear(start);
        joined.push(part, start);
        let mut blank_end = end;
        loop {
            let Some(line) = self.line() else {
                // the file ends in the middle: the blank lines before its end were waited through
                end = end.max(blank_end);
                break;
            };
            if let Some(comment) = line.comment() {
                self.comments.push(comment);
                end = line.end();
                continue;
            }
            if line.is_blank() {
                blank_end = line.end();
                continue;
            }
            end = line.end();
            match continued(line.text, self.escape) {
                Some(part) => joined.push(part, line.start),
                None => {
                    joined.push(line.text, line.start);
                    break;
                }
            }
        }
        Some(Line {
            text: joined.text(),
            span: Span::new(start, end),
        })
    }
}

/// The line without its escape character, if it goes on: the last character but blanks is one escape character, not two.
fn continued(line: &str, escape: char) -> Option<&str> {
    let part = line.trim_end_matches([' ', '\t']).strip_suffix(escape)?;
    (!part.ends_with(escape)).then_some(part)
}

/// A part of an instruction as it stands in the file, with its lines joined.
pub(super) fn rejoin(written: &str, escape: char) -> Cow<'_, str> {
    if !written.contains('\n') {
        return Cow::Borrowed(written);
    }
    let mut out = String::with_capacity(written.len());
    for (number, line) in written.split('\n').enumerate() {
        let line = line.trim_end_matches('\r');
        let trimmed = line.trim_start();
        if number == 0 || !(trimmed.is_empty() || trimmed.starts_with('#')) {
            out.push_str(continued(line, escape).unwrap_or(line));
        }
    }
    Cow::Owned(out)
}
