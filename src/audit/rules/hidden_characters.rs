//! Characters that nobody sees and that change what is read.

use crate::{
    audit::{
        Hit, Policy, Rule,
        texts::{in_comment, word_around},
    },
    dockerfile::Dockerfile,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "hidden-characters",
    severity: Severity::Error,
    summary: "the text holds characters that cannot be seen",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let text = file.source.text();
    // without a way out of the loop many bytes are looked at together
    let plain = |b: u8| matches!(b, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if text
        .as_bytes()
        .chunks(256)
        .all(|part| part.iter().fold(true, |all, b| all & plain(*b)))
    {
        return Vec::new();
    }
    let mut hits: Vec<Hit> = Vec::new();
    let mut line_of_last = 0;
    for (at, c) in text.char_indices() {
        let comment = || in_comment(file, Span::at(at));
        let Some(what) = kind(c).filter(|kind| kind.everywhere || !comment()).filter(|_| at > 0) else {
            continue;
        };
        let line = file.source.line(at);
        if std::mem::replace(&mut line_of_last, line) != line {
            let message = format!("a character that cannot be seen (U+{:04X}) {}", u32::from(c), what.does);
            hits.push(Hit::new(word_around(file, at), message).help("Delete it."));
        }
    }
    hits
}

struct Kind {
    does: &'static str,
    everywhere: bool,
}

/// What a hidden character does, and whether that matters in comments, too.
fn kind(c: char) -> Option<Kind> {
    let (does, everywhere) = match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            ("shows the text in another order than it is read", true)
        }
        '\t' | '\n' | '\r' => return None,
        c if c.is_control() => ("can rewrite what a terminal shows", true),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => ("looks like a blank and is none to the builder", false),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}' => {
            ("is part of the word it stands in", false)
        }
        _ => return None,
    };
    Some(Kind { does, everywhere })
}
