//! `$` and backticks: variables stay as written, substitutions open a list of their own.

use super::{
    ListKind,
    level::{Closer, Phase},
    machine::{Lost, Machine},
    word::Quote,
};

impl Machine<'_, '_> {
    /// `$` and what it opens.
    pub(super) fn dollar(&mut self) -> Result<(), Lost> {
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
    pub(super) fn substitute(&mut self, length: usize, closer: Closer) -> Result<(), Lost> {
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
