//! The exec form: a JSON array of strings, exactly as Go's decoder reads one, with the place of each string.

use super::{
    Word,
    text::{Joined, Text},
};

/// How deep Go's decoder follows brackets.
const DEEPEST: usize = 10_000;

/// What an argument that may be JSON turned out to be.
#[derive(Debug)]
pub(super) enum Array {
    /// An array of strings.
    Strings(Vec<Word>),
    /// An array with something else in it: BuildKit refuses that.
    Mixed,
    /// No JSON: the shell form.
    No,
}

/// Reads `start..end` of a text as a JSON array.
pub(super) fn array(text: Text<'_>, start: usize, end: usize) -> Array {
    let raw = text.slice(start, end);
    if !raw.starts_with('[') {
        return Array::No;
    }
    let mut json = Json { raw, at: 1 };
    match json.elements(text, start) {
        Some((words, true)) => Array::Strings(words),
        Some((_, false)) => Array::Mixed,
        None => Array::No,
    }
}

/// The value of the JSON string in `start..end`, quotes included, each character with its place.
pub(super) fn joined(text: Text<'_>, start: usize, end: usize, out: &mut Joined) -> Option<()> {
    let mut json = Json {
        raw: text.slice(start, end),
        at: 1,
    };
    loop {
        let rest = json.raw.get(json.at..)?;
        let plain = rest.find(['"', '\\'])?;
        out.extend(text, (start + json.at, start + json.at + plain));
        json.at += plain + 1;
        if rest.as_bytes().get(plain) == Some(&b'"') {
            return Some(());
        }
        // the place of `\"` is that of its quote
        let place = text.place(start + json.at);
        out.push(json.escape()?.encode_utf8(&mut [0; 4]), place);
    }
}

struct Json<'a> {
    raw: &'a str,
    at: usize,
}

impl Json<'_> {
    fn peek(&self) -> Option<u8> {
        self.raw.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    /// The elements after the opening bracket, and whether all of them are strings. Nothing may follow the closing one.
    fn elements(&mut self, text: Text<'_>, start: usize) -> Option<(Vec<Word>, bool)> {
        let mut words = Vec::new();
        let mut only_strings = true;
        self.blanks();
        if self.peek() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                self.blanks();
                let from = self.at;
                if self.peek() == Some(b'"') {
                    let value = self.string()?;
                    words.push(Word {
                        value: value.into(),
                        span: text.span(start + from, start + self.at),
                    });
                } else {
                    only_strings = false;
                    self.value()?;
                }
                self.blanks();
                let separator = self.peek()?;
                self.at += 1;
                match separator {
                    b',' => {}
                    b']' => break,
                    _ => return None,
                }
            }
        }
        self.blanks();
        (self.at == self.raw.len()).then_some((words, only_strings))
    }

    /// A string, the cursor on its opening quote.
    fn string(&mut self) -> Option<String> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.raw.get(self.at..)?;
            let plain = rest.find(|c: char| c == '"' || c == '\\' || c < ' ')?;
            out.push_str(rest.get(..plain)?);
            self.at += plain + 1;
            match rest.as_bytes().get(plain)? {
                b'"' => return Some(out),
                b'\\' => out.push(self.escape()?),
                _ => return None,
            }
        }
    }

    /// The character after a backslash. Halves of a surrogate pair become U+FFFD, as in Go.
    fn escape(&mut self) -> Option<char> {
        let kind = self.peek()?;
        self.at += 1;
        Some(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                if !(0xD800..0xDC00).contains(&first) {
                    return Some(char::from_u32(first).unwrap_or('\u{FFFD}'));
                }
                let back = self.at;
                if self.raw.get(self.at..)?.starts_with("\\u") {
                    self.at += 2;
                    let second = self.hex()?;
                    if (0xDC00..0xE000).contains(&second) {
                        return char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00));
                    }
                    self.at = back;
                }
                '\u{FFFD}'
            }
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.raw.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Any value that is no string at the top level: it is only checked.
    fn value(&mut self) -> Option<()> {
        let mut open: Vec<u8> = Vec::new();
        loop {
            self.blanks();
            let mut closed = false;
            match self.peek()? {
                bracket @ (b'[' | b'{') => {
                    self.at += 1;
                    open.push(bracket);
                    if open.len() >= DEEPEST {
                        return None;
                    }
                    self.blanks();
                    if self.peek()? == bracket + 2 {
                        closed = true;
                    } else {
                        if bracket == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'"' => {
                    self.string()?;
                }
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => self.number()?,
            }
            // a value ended: close what ends with it, or go on to its neighbour
            loop {
                if closed {
                    self.at += 1;
                    open.pop();
                }
                let Some(bracket) = open.last().copied() else {
                    return Some(());
                };
                self.blanks();
                match self.peek()? {
                    b',' => {
                        self.at += 1;
                        if bracket == b'{' {
                            self.blanks();
                            self.key()?;
                        }
                        break;
                    }
                    end if end == bracket + 2 => closed = true,
                    _ => return None,
                }
            }
        }
    }

    fn key(&mut self) -> Option<()> {
        if self.peek()? != b'"' {
            return None;
        }
        self.string()?;
        self.blanks();
        self.word(":")
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.raw.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    fn number(&mut self) -> Option<()> {
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek()? {
            b'0' => self.at += 1,
            b'1'..=b'9' => self.digits()?,
            _ => return None,
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > from).then_some(())
    }
}
