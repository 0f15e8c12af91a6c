//! The lexer inside words: plain runs, quotes, escapes.

use super::{
    level::{Closer, Phase},
    machine::{Lost, Machine},
    word::{Quote, Word, is_special},
};

impl Machine<'_, '_> {
    /// Starts a word here, perhaps inside a bracket.
    pub(super) fn start_word(&mut self, quote: Option<Quote>) -> Result<(), Lost> {
        let mut word = Word::new(self.at);
        if self.level.phase == Phase::FunctionBody {
            self.level.phase = Phase::Command;
        }
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
    pub(super) fn take(&mut self, length: usize) {
        let part = self.text.slice(self.at, self.at + length);
        if let Some(word) = &mut self.level.word {
            word.push(part);
        }
        self.at += length;
    }

    pub(super) fn enter_quote(&mut self, quote: Quote, length: usize, raw: bool) -> Result<(), Lost> {
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
            // in `--rcfile=<(…)` it is the rest of the word
            b'<' | b'>' if self.bytes.get(at + 1) == Some(&b'(') => return self.substitute(2, Closer::Paren),
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
}
