//! What differs between two texts, as a unified diff that is safe to show: nothing in it can act on a terminal.

mod edits;
mod hunks;

use std::{borrow::Cow, fmt::Write as _};

use anstyle::{AnsiColor, Style};

pub use hunks::{Hunk, Line, Side, hunks};

use crate::value::{is_hidden, is_plain};

const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const PLACE: Style = AnsiColor::Cyan.on_default();
const HEADER: Style = Style::new().bold();

/// A unified diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff(String);

impl Diff {
    /// Compares two texts; the names are those of the `---` and `+++` lines.
    pub fn new(old: (&str, &str), new: (&str, &str)) -> Self {
        if old.1 == new.1 {
            return Self(String::new());
        }
        let mut text = format!("--- {}\n+++ {}\n", visible(old.0), visible(new.0));
        for hunk in hunks(old.1, new.1, 3) {
            text.push_str(&hunk.header());
            text.push('\n');
            for line in &hunk.lines {
                text.push(match line.side {
                    Side::Both => ' ',
                    Side::Old => '-',
                    Side::New => '+',
                });
                line.parts.iter().for_each(|(_, part)| text.push_str(&visible(part)));
                if line.returns {
                    text.push_str(&visible("\r"));
                }
                text.push_str(if line.ended { "\n" } else { "\n\\ No newline at end of file\n" });
            }
        }
        Self(text)
    }

    /// Whether the texts are the same.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The diff, with no styles.
    pub fn plain(&self) -> &str {
        &self.0
    }

    /// The diff in colours.
    pub fn coloured(&self) -> String {
        let mut out = String::with_capacity(self.0.len() * 2);
        for (number, line) in self.0.lines().enumerate() {
            let style = match line.as_bytes() {
                _ if number < 2 => HEADER,
                [b'@', ..] => PLACE,
                [b'+', ..] => ADDED,
                [b'-', ..] => REMOVED,
                _ => Style::new(),
            };
            // A string takes all that is written to it.
            let _ = writeln!(out, "{style}{line}{style:#}");
        }
        out
    }
}

/// Spells out every character that would act on a terminal or mislead the eye; line breaks and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    let acts = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    if is_plain(text) || !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if acts(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}
