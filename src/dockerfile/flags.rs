//! Flags before the arguments: how they are cut out, and which ones each instruction takes.

use std::collections::BTreeSet;

use super::{Flag, Keyword, Problem, Word, text::Text, words::is_blank};

/// Cuts the flags off at the start of `start..end`; also returns where the arguments start.
pub(super) fn read(text: Text<'_>, start: usize, end: usize, escape: char) -> (Vec<Flag>, usize) {
    let mut flags = Vec::new();
    let mut at = start;
    loop {
        let rest = text.slice(at, end);
        at = end - rest.trim_start_matches(is_space).len();
        let rest = text.slice(at, end);
        if !rest.starts_with("--") {
            return (flags, at);
        }
        let word = Cut::read(rest, escape);
        let stop = at + word.length;
        if word.text == "--" {
            return (flags, end - text.slice(stop, end).trim_start_matches(is_space).len());
        }
        let name = word.text.get(2..).unwrap_or("");
        let (name, value) = match name.split_once('=') {
            Some((name, value)) => {
                let value = Word {
                    value: value.into(),
                    span: text.span(at + word.equals.unwrap_or(word.length), stop),
                };
                (name, Some(value))
            }
            None => (name, None),
        };
        flags.push(Flag {
            name: name.to_ascii_lowercase().into(),
            value,
            span: text.span(at, stop),
        });
        at = stop;
    }
}

/// BuildKit looks at single bytes here: only ASCII white space ends a flag.
fn is_space(ch: char) -> bool {
    u8::try_from(ch).is_ok_and(|b| b == b'\n' || is_blank(b))
}

/// A word with quotes and escapes taken away.
struct Cut {
    text: String,
    /// Length in the original text.
    length: usize,
    /// Offset after the first `=` in the original text.
    equals: Option<usize>,
}

impl Cut {
    fn read(from: &str, escape: char) -> Self {
        let plain = from
            .bytes()
            .position(|b| matches!(b, b'\'' | b'"') || char::from(b) == escape || is_space(char::from(b)));
        let length = plain.unwrap_or(from.len());
        if from.as_bytes().get(length).is_none_or(|b| is_space(char::from(*b))) {
            let text = from.get(..length).unwrap_or("").to_owned();
            return Self {
                equals: text.find('=').map(|at| at + 1),
                text,
                length,
            };
        }
        let mut cut = Self {
            text: String::new(),
            length: from.len(),
            equals: None,
        };
        let mut quote = None;
        let mut chars = from.char_indices();
        while let Some((at, ch)) = chars.next() {
            match quote {
                None if is_space(ch) => {
                    cut.length = at;
                    break;
                }
                None if ch == '"' || ch == '\'' => quote = Some(ch),
                Some(open) if open == ch => quote = None,
                _ if ch == escape => cut.text.extend(chars.next().map(|(_, next)| next)),
                _ => {
                    if ch == '=' && cut.equals.is_none() {
                        cut.equals = Some(at + 1);
                    }
                    cut.text.push(ch);
                }
            }
        }
        cut
    }
}

/// What a flag takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// Nothing, `true` or `false`.
    Switch,
    /// A value, once.
    Value,
    /// A value, as often as one likes.
    Values,
}

/// The flags that an instruction knows.
fn known(keyword: Keyword) -> &'static [(&'static str, Takes)] {
    use Takes::{Switch, Value, Values};
    match keyword {
        Keyword::Add => &[
            ("chown", Value),
            ("chmod", Value),
            ("link", Switch),
            ("keep-git-dir", Switch),
            ("checksum", Value),
            ("unpack", Switch),
            ("exclude", Values),
        ],
        Keyword::Copy => &[
            ("from", Value),
            ("chown", Value),
            ("chmod", Value),
            ("link", Switch),
            ("parents", Switch),
            ("exclude", Values),
        ],
        Keyword::From => &[("platform", Value)],
        Keyword::Run => &[("mount", Values), ("network", Value), ("security", Value), ("device", Values)],
        Keyword::Healthcheck => &[
            ("interval", Value),
            ("timeout", Value),
            ("start-period", Value),
            ("start-interval", Value),
            ("retries", Value),
        ],
        _ => &[],
    }
}

/// Says what BuildKit refuses in the flags of an instruction. ARG and STOPSIGNAL never look at theirs.
pub(super) fn check(keyword: Keyword, flags: &[Flag], text: &str, problems: &mut Vec<Problem>) {
    if matches!(keyword, Keyword::Arg | Keyword::Stopsignal | Keyword::Unknown) {
        return;
    }
    let mut seen = BTreeSet::new();
    for flag in flags {
        let mut refuse = |message: String| {
            problems.push(Problem { span: flag.span, message });
        };
        let name = flag.name.as_str();
        let takes = known(keyword).iter().find(|(known, _)| *known == name).map(|(_, takes)| *takes);
        // BuildKit minds the case; where the name is split or quoted in the file it is taken as it is
        let written = text.get(flag.span.start + 2..).and_then(|rest| rest.get(..name.len()));
        let written = written.filter(|written| written.eq_ignore_ascii_case(name)).unwrap_or(name);
        let Some(takes) = takes.filter(|_| written == name) else {
            refuse(format!("unknown flag --{written} for {}", keyword.name()));
            continue;
        };
        let again = !seen.insert(name);
        match (takes, flag.value.as_ref().map(|v| v.value.as_str())) {
            (Takes::Switch | Takes::Value, _) if again => refuse(format!("duplicate flag --{name}")),
            (Takes::Value | Takes::Values, None) | (Takes::Switch, Some("")) => refuse(format!("missing value for flag --{name}")),
            (Takes::Switch, Some(value)) if !value.eq_ignore_ascii_case("true") && !value.eq_ignore_ascii_case("false") => {
                refuse(format!("flag --{name} is either true or false"));
            }
            _ => {}
        }
    }
}
