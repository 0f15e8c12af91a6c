//! The lexer inside words: quotes, escapes, variables, and the substitutions that open a list of their own.

use super::{
    super::text::Text,
    ListKind,
    level::{Closer, Phase},
    machine::{Lost, Machine},
};

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
    pub(super) value: String,
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
            value: String::new(),
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
    fn enter(&mut self, from: usize) {
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

    fn push(&mut self, part: &str) {
        if self.raw == 0 && self.quotes.first() != Some(&Quote::Heredoc) {
            self.value.push_str(part);
        }
    }
}

impl Machine<'_, '_> {
    /// Starts a word here, perhaps inside a bracket.
    pub(super) fn start_word(&mut self, quote: Option<Quote>) -> Result<(), Lost> {
        let mut word = Word::new(self.at);
        if let Some(quote) = quote {
            self.deeper()?;
            word.enter(self.at);
            word.quotes.push(quote);
            self.at += 2;
        }
        self.level.word = Some(word);
        Ok(())
    }

    /// One step inside a word.
    pub(super) fn word(&mut self) -> Result<(), Lost> {
        let Some(word) = &mut self.level.word else {
            return Ok(());
        };
        let quote = word.quotes.last().copied();
        let in_double = quote == Some(Quote::Brace) && word.quotes.contains(&Quote::Double);
        let from = self.at;
        while self.at < self.end && self.bytes.get(self.at).is_some_and(|b| !is_special(*b, quote)) {
            self.at += 1;
        }
        if self.at > from {
            word.push(self.text.slice(from, self.at));
            if self.at >= self.end {
                return Ok(());
            }
        }
        let Some(byte) = self.byte(self.at) else {
            return Ok(());
        };
        match (byte, quote) {
            (b'$', _) => self.dollar(),
            (b'`', _) if self.in_backticks() => match quote {
                None => self.end_word(),
                Some(_) => Err(Lost),
            },
            (b'`', _) => self.substitute(1, Closer::Backtick),
            (b'\\', _) => {
                self.escape(quote);
                Ok(())
            }
            (b'\'', Some(Quote::Brace)) if in_double => {
                self.take(1);
                Ok(())
            }
            (b'\'', None | Some(Quote::Brace | Quote::Paren(_))) => self.single(),
            (b'"', Some(Quote::Double)) => {
                self.leave_quote(1, false);
                Ok(())
            }
            (b'"', None | Some(Quote::Brace | Quote::Paren(_))) => self.enter_quote(Quote::Double, 1, false),
            (b'}', Some(Quote::Brace)) => {
                self.leave_quote(1, true);
                Ok(())
            }
            (b'(' | b')', Some(Quote::Arithmetic(_) | Quote::Paren(_))) => {
                self.parens(byte);
                Ok(())
            }
            (_, None) => self.bare(byte),
            _ => {
                self.take(1);
                Ok(())
            }
        }
    }

    /// Takes the next bytes as they are.
    fn take(&mut self, length: usize) {
        let part = self.text.slice(self.at, self.at + length);
        if let Some(word) = &mut self.level.word {
            word.push(part);
        }
        self.at += length;
    }

    fn enter_quote(&mut self, quote: Quote, length: usize, raw: bool) -> Result<(), Lost> {
        self.deeper()?;
        let at = self.at;
        if let Some(word) = &mut self.level.word {
            word.quoted |= quote == Quote::Double;
            if raw {
                word.enter(at);
            }
            word.quotes.push(quote);
        }
        self.at += length;
        Ok(())
    }

    fn leave_quote(&mut self, length: usize, raw: bool) {
        self.at += length;
        self.open = self.open.saturating_sub(1);
        let (text, at) = (self.text, self.at);
        if let Some(word) = &mut self.level.word {
            word.quotes.pop();
            if raw {
                word.leave(text, at);
            }
        }
    }

    /// A character outside quotes that is no plain part of the word.
    fn bare(&mut self, byte: u8) -> Result<(), Lost> {
        let at = self.at;
        let Some(word) = &mut self.level.word else {
            return Ok(());
        };
        let is_first = word.start == at;
        match byte {
            b'*' | b'?' | b'[' | b'@' | b'!' | b'+' if self.bytes.get(at + 1) == Some(&b'(') && self.level.phase != Phase::Test => {
                return self.enter_quote(Quote::Paren(0), 2, true);
            }
            b'*' | b'?' | b'[' => {
                word.literal = false;
                self.take(1);
            }
            b'~' | b'{' => {
                let plain = if byte == b'~' {
                    !is_first
                } else {
                    matches!(self.bytes.get(at + 1), None | Some(b'}' | b' ' | b'\t' | b'\n'))
                };
                word.literal &= plain;
                self.take(1);
            }
            b'=' if self.bytes.get(at + 1) == Some(&b'(') => {
                self.take(1);
                return self.enter_quote(Quote::Paren(0), 1, true);
            }
            b'<' | b'>' if is_first && self.bytes.get(at + 1) == Some(&b'(') => return self.substitute(2, Closer::Paren),
            b'@' | b'!' | b'+' | b'=' => self.take(1),
            b'<' | b'>' if self.level.phase == Phase::Test => self.take(1),
            b'<' | b'>' => return self.angle(),
            b'(' if self.level.phase == Phase::Test => self.take(1),
            _ => return self.end_word(),
        }
        Ok(())
    }

    /// Parentheses inside `$((…))` and arrays.
    fn parens(&mut self, byte: u8) {
        let arithmetic_ends = self.sees(b"))");
        let Some(quote) = self.level.word.as_mut().and_then(|w| w.quotes.last_mut()) else {
            return;
        };
        match (byte, quote) {
            (b'(', Quote::Arithmetic(open) | Quote::Paren(open)) => *open += 1,
            (_, Quote::Arithmetic(0)) if arithmetic_ends => return self.leave_quote(2, true),
            (_, Quote::Paren(0)) => return self.leave_quote(1, true),
            (_, Quote::Arithmetic(open) | Quote::Paren(open)) => *open = open.saturating_sub(1),
            _ => {}
        }
        self.take(1);
    }

    /// A backslash.
    fn escape(&mut self, quote: Option<Quote>) {
        if self.sees(b"\\\n") {
            self.at += 2;
            return;
        }
        let next = self.text.slice(self.at + 1, self.end).chars().next();
        let length = 1 + next.map_or(0, char::len_utf8);
        let backtick = next == Some('`') && self.in_backticks();
        let dropped = match quote {
            None => true,
            Some(Quote::Double) => matches!(next, Some('$' | '`' | '"' | '\\')),
            Some(_) => false,
        };
        if let Some(word) = &mut self.level.word {
            word.quoted = true;
            word.literal &= !backtick;
        }
        if dropped {
            self.at += 1;
            self.take(length - 1);
        } else {
            self.take(length);
        }
    }

    /// `'…'`
    fn single(&mut self) -> Result<(), Lost> {
        let inside = self.text.slice(self.at + 1, self.end);
        let length = inside.find('\'').ok_or(Lost)?;
        let part = inside.get(..length).unwrap_or("");
        if let Some(word) = &mut self.level.word {
            word.quoted = true;
            word.push(part);
        }
        self.at += length + 2;
        Ok(())
    }

    /// `$` and what it opens.
    fn dollar(&mut self) -> Result<(), Lost> {
        let quote = self.level.word.as_ref().and_then(|w| w.quotes.last().copied());
        match self.byte(self.at + 1) {
            Some(b'(') if self.byte(self.at + 2) == Some(b'(') && self.is_arithmetic(self.at + 1) => {
                self.enter_quote(Quote::Arithmetic(0), 3, true)
            }
            Some(b'(') => self.substitute(2, Closer::Paren),
            Some(b'{') => self.enter_quote(Quote::Brace, 2, true),
            Some(b'\'') if quote.is_none() => self.ansi(),
            Some(b'"') if quote.is_none() => {
                self.at += 1;
                self.enter_quote(Quote::Double, 1, false)
            }
            Some(b) if b.is_ascii_alphanumeric() || matches!(b, b'_' | b'@' | b'*' | b'#' | b'?' | b'-' | b'$' | b'!') => {
                if let Some(word) = &mut self.level.word {
                    word.literal = false;
                }
                self.take(2);
                Ok(())
            }
            _ => {
                self.take(1);
                Ok(())
            }
        }
    }

    /// `$'…'`: the usual escapes are read, others stay.
    fn ansi(&mut self) -> Result<(), Lost> {
        let inside = self.text.slice(self.at + 2, self.end);
        let mut value = String::new();
        let mut chars = inside.char_indices();
        let length = loop {
            match chars.next() {
                None => return Err(Lost),
                Some((at, '\'')) => break at,
                Some((_, '\\')) => match chars.next() {
                    Some((_, 'n')) => value.push('\n'),
                    Some((_, 't')) => value.push('\t'),
                    Some((_, 'r')) => value.push('\r'),
                    Some((_, quoted @ ('\\' | '\'' | '"'))) => value.push(quoted),
                    Some((_, other)) => value.extend(['\\', other]),
                    None => return Err(Lost),
                },
                Some((_, other)) => value.push(other),
            }
        };
        if let Some(word) = &mut self.level.word {
            word.quoted = true;
            word.push(&value);
        }
        self.at += length + 3;
        Ok(())
    }

    /// `$(`, `<(` or a backtick: the text inside is a list of its own.
    fn substitute(&mut self, length: usize, closer: Closer) -> Result<(), Lost> {
        let start = self.at;
        if let Some(word) = &mut self.level.word {
            word.enter(start);
        }
        // the command must stand before those inside it
        if self.level.phase == Phase::Command && self.level.redirect.is_none() && !self.is_heredoc() {
            let word_start = self.level.word.as_ref().map_or(start, |w| w.start);
            self.command(word_start);
        } else {
            self.mark(start);
        }
        self.at += length;
        self.open(ListKind::Substitution, closer, start)
    }

    fn is_heredoc(&self) -> bool {
        self.level.word.as_ref().is_some_and(|w| w.quotes.first() == Some(&Quote::Heredoc))
    }

    /// Whether the `((` at an offset is closed by `))`: else it is a subshell in a subshell.
    pub(super) fn is_arithmetic(&self, at: usize) -> bool {
        let mut open = 0usize;
        let mut bytes = self.bytes.iter().enumerate().skip(at);
        let mut inner_closed_at = None;
        while let Some((index, byte)) = bytes.next() {
            match byte {
                b'\\' => {
                    bytes.next();
                }
                b'(' => open += 1,
                b')' => {
                    open = open.saturating_sub(1);
                    match open {
                        0 => return inner_closed_at == Some(index.wrapping_sub(1)),
                        1 => inner_closed_at = Some(index),
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        false
    }
}

/// Whether a byte may end a run of plain text.
fn is_special(byte: u8, quote: Option<Quote>) -> bool {
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
