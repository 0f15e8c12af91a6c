//! A word of the shell while it is being read: what it means so far, and what is still open in it.

use ecow::EcoString;

use super::super::text::Text;

/// What is open inside a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// `"`
    Double,
    /// `${`
    Brace,
    /// `$((` or `((`, with the number of parentheses open inside.
    Arithmetic(usize),
    /// `x=(` or `@(`: an array or a pattern, with the number of parentheses open inside.
    Paren(usize),
    /// The whole word is a here-document.
    Heredoc,
}

/// A word that is being read.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) start: usize,
    /// Where it ends, once it has: a continuation behind it is none of it.
    pub(super) end: usize,
    pub(super) value: EcoString,
    pub(super) literal: bool,
    /// Whether some of it was quoted.
    pub(super) quoted: bool,
    pub(super) quotes: Vec<Quote>,
    /// How many brackets are open whose text is kept as written, and where the outermost began.
    raw: usize,
    raw_from: usize,
}

impl Word {
    pub(super) fn new(start: usize) -> Self {
        Self {
            start,
            end: start,
            value: EcoString::new(),
            literal: true,
            quoted: false,
            quotes: Vec::new(),
            raw: 0,
            raw_from: 0,
        }
    }

    pub(super) fn quoted(start: usize, quote: Quote) -> Self {
        Self {
            quotes: vec![quote],
            ..Self::new(start)
        }
    }

    /// A bracket opened at `from` whose text is kept as written.
    pub(super) fn enter(&mut self, from: usize) {
        if self.raw == 0 {
            self.raw_from = from;
        }
        self.raw += 1;
        self.literal = false;
    }

    /// Such a bracket was closed before `end`.
    pub(super) fn leave(&mut self, text: Text<'_>, end: usize) {
        self.raw = self.raw.saturating_sub(1);
        if self.raw == 0 && self.quotes.first() != Some(&Quote::Heredoc) {
            self.value.push_str(text.slice(self.raw_from, end));
        }
    }

    pub(super) fn push(&mut self, part: &str) {
        if self.raw == 0 && self.quotes.first() != Some(&Quote::Heredoc) {
            self.value.push_str(part);
        }
    }
}

/// Whether a byte may end a run of plain text.
pub(super) fn is_special(byte: u8, quote: Option<Quote>) -> bool {
    match quote {
        None => matches!(
            byte,
            b' ' | b'\t'
                | b'\r'
                | b'\n'
                | b';'
                | b'&'
                | b'|'
                | b'<'
                | b'>'
                | b'('
                | b')'
                | b'\''
                | b'"'
                | b'\\'
                | b'$'
                | b'`'
                | b'*'
                | b'?'
                | b'['
                | b'~'
                | b'{'
                | b'@'
                | b'!'
                | b'+'
                | b'='
        ),
        Some(Quote::Double) => matches!(byte, b'"' | b'\\' | b'$' | b'`'),
        Some(Quote::Brace) => matches!(byte, b'}' | b'"' | b'\'' | b'\\' | b'$' | b'`'),
        Some(Quote::Arithmetic(_)) => matches!(byte, b'(' | b')' | b'\\' | b'$' | b'`'),
        Some(Quote::Paren(_)) => matches!(byte, b'(' | b')' | b'"' | b'\'' | b'\\' | b'$' | b'`'),
        Some(Quote::Heredoc) => matches!(byte, b'\\' | b'$' | b'`'),
    }
}
