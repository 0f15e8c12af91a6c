//! Variables in words, as BuildKit expands them: its own little shell, with quotes and escapes taken away in the same pass.

use super::{
    pattern::Pattern,
    variable::{brace_length, name_length},
};

/// What is known of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variable<'a> {
    /// It has this value.
    Set(&'a str),
    /// It has none: it expands to nothing.
    Unset,
    /// Its value is given elsewhere: by a base image, the builder or the command line.
    Unknown,
}

/// Why a word has no known value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A variable in it has none.
    Unknown,
    /// BuildKit would refuse it.
    Refused,
}

/// The longest value that is followed: a few lines can double a value for ever.
const LONGEST: usize = 8192;
/// How deep `${…}` in `${…}` is followed.
const DEEPEST: usize = 16;

/// Expands a word as it is written, quotes and all.
///
/// # Errors
/// If the value of a variable is unknown, or the word is malformed.
pub fn expand<'v>(raw: &str, escape: char, lookup: &dyn Fn(&str) -> Variable<'v>) -> Result<String, Failure> {
    let expander = Expander { escape, lookup };
    let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    let special = |b: u8| matches!(b, b'\'' | b'"' | b'$') || char::from(b) == escape;
    if raw.len() <= LONGEST && !raw.bytes().any(special) {
        return Ok(raw.to_owned());
    }
    let (value, _) = expander.until(raw, None, false, 0)?;
    if value.len() > LONGEST { Err(Failure::Unknown) } else { Ok(value) }
}

struct Expander<'a, 'v> {
    escape: char,
    lookup: &'a dyn Fn(&str) -> Variable<'v>,
}

impl Expander<'_, '_> {
    /// Expands up to `stop`, or to the end. Also gives the length of what was read, `stop` included.
    fn until(&self, text: &str, stop: Option<char>, keep_escapes: bool, depth: usize) -> Result<(String, usize), Failure> {
        let mut out = String::new();
        let mut double = false;
        let mut at = 0;
        loop {
            let rest = text.get(at..).unwrap_or("");
            let Some(ch) = rest.chars().next() else { break };
            let after = rest.get(ch.len_utf8()..).unwrap_or("");
            at += ch.len_utf8();
            match ch {
                _ if !double && Some(ch) == stop => return Ok((out, at)),
                '\'' if !double => {
                    let length = after.find('\'').ok_or(Failure::Refused)?;
                    out.push_str(after.get(..length).unwrap_or(""));
                    at += length + 1;
                }
                '"' => double = !double,
                '$' => {
                    let (value, length) = self.dollar(after, depth)?;
                    out.push_str(&value);
                    at += length;
                }
                _ if ch == self.escape => {
                    let next = after.chars().next();
                    let escapes = !double || next.is_some_and(|n| n == '"' || n == '$' || n == self.escape);
                    if keep_escapes || (!escapes && next.is_some()) {
                        out.push(ch);
                    }
                    if let Some(next) = next.filter(|_| escapes) {
                        out.push(next);
                        at += next.len_utf8();
                    }
                }
                _ => out.push(ch),
            }
            if out.len() > LONGEST {
                return Err(Failure::Unknown);
            }
        }
        if double || stop.is_some() {
            Err(Failure::Refused)
        } else {
            Ok((out, at))
        }
    }

    /// The value after a `$`, and the length of the name or braces.
    fn dollar(&self, after: &str, depth: usize) -> Result<(String, usize), Failure> {
        if after.starts_with('{') {
            let length = brace_length(after, self.escape, true).map_err(|_| Failure::Refused)?;
            let inside = after.get(1..length.saturating_sub(1)).unwrap_or("");
            return Ok((self.braces(inside, depth)?, length));
        }
        let length = name_length(after);
        let value = match after.get(..length).filter(|name| !name.is_empty()) {
            None => "$".to_owned(),
            Some(name) => self.value(name)?.unwrap_or_default().to_owned(),
        };
        Ok((value, length))
    }

    /// The value of a variable, if it has one.
    fn value(&self, name: &str) -> Result<Option<&str>, Failure> {
        match (self.lookup)(name) {
            Variable::Set(value) => Ok(Some(value)),
            Variable::Unset => Ok(None),
            Variable::Unknown => Err(Failure::Unknown),
        }
    }

    /// The value of what stands between braces.
    fn braces(&self, inside: &str, depth: usize) -> Result<String, Failure> {
        if depth >= DEEPEST {
            return Err(Failure::Unknown);
        }
        let length = name_length(inside);
        let name = inside.get(..length).unwrap_or("");
        let rest = inside.get(length..).unwrap_or("");
        let value = self.value(name)?;
        let (colon, modifier) = match rest.strip_prefix(':') {
            Some(modifier) => (true, modifier),
            None => (false, rest),
        };
        let Some(kind) = modifier.chars().next() else {
            return Ok(value.unwrap_or_default().to_owned());
        };
        let word = modifier.get(kind.len_utf8()..).unwrap_or("");
        let present = value.filter(|v| !(colon && v.is_empty()));
        let expanded = |keep| Ok(self.until(word, None, keep, depth + 1)?.0);
        match kind {
            '-' => present.map_or_else(|| expanded(false), |v| Ok(v.to_owned())),
            '+' => present.map_or_else(|| Ok(String::new()), |_| expanded(false)),
            '?' => present.map(str::to_owned).ok_or(Failure::Refused),
            '#' | '%' => {
                let pattern = expanded(true)?;
                let (pattern, greedy) = match pattern.strip_prefix(kind) {
                    Some(rest) => (rest, true),
                    None => (pattern.as_str(), false),
                };
                let pattern = Pattern::read(pattern).ok_or(Failure::Refused)?;
                let value = value.unwrap_or_default();
                Ok(if kind == '#' {
                    pattern.trim_start(value, greedy)
                } else {
                    pattern.trim_end(value, greedy)
                })
            }
            '/' => {
                let (word, all) = match word.strip_prefix('/') {
                    Some(rest) => (rest, true),
                    None => (word, false),
                };
                let (pattern, length) = self.until(word, Some('/'), true, depth + 1)?;
                let (with, _) = self.until(word.get(length..).unwrap_or(""), None, true, depth + 1)?;
                let pattern = Pattern::read(&pattern).ok_or(Failure::Refused)?;
                // Go reads `$1` in the replacement
                if all && with.contains('$') {
                    return Err(Failure::Unknown);
                }
                pattern.replace(value.unwrap_or_default(), &with, all).ok_or(Failure::Unknown)
            }
            _ => Err(Failure::Refused),
        }
    }
}
