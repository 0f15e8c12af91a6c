//! Variables in words: what a word means at its place in the file, and which variables it names.

use std::borrow::Cow;

use crate::{
    dockerfile::{Body, Dockerfile, Instruction, Word},
    source::Span,
};

/// The value of a word of an instruction (by index); none if a variable in it has no value that the file gives it.
pub fn expanded<'a>(file: &Dockerfile, at: usize, word: &'a Word) -> Option<Cow<'a, str>> {
    if word.value.contains('$') {
        file.expand(word, at).map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(&word.value))
    }
}

/// The variables that a text names as `$x` or `${x}`, with their place; those with a default of their own (`${x:-y}`) are left out, and so is
/// what single quotes or the escape character protect.
pub fn references(text: &str, escape: char) -> impl Iterator<Item = (&str, Span)> {
    let bytes = text.as_bytes();
    let (mut at, mut single, mut double) = (0, false, false);
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            let start = at;
            at += 1;
            match byte {
                b'\'' if !double => single = !single,
                b'"' if !single => double = !double,
                _ if char::from(*byte) == escape && !single => at += 1,
                b'$' if !single => {
                    let brace = usize::from(bytes.get(at) == Some(&b'{'));
                    let name = text.get(at + brace..).unwrap_or_default();
                    let length = name.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
                    let name = name.get(..length).unwrap_or_default();
                    let closed = brace == 0 || bytes.get(at + 1 + length) == Some(&b'}');
                    let end = at + length + 2 * brace;
                    if closed && name.bytes().next().is_some_and(|b| !b.is_ascii_digit()) {
                        at = end;
                        return Some((name, Span::new(start, end)));
                    }
                }
                _ => {}
            }
        }
        None
    })
}

/// The words of an instruction in which the builder puts variables' values.
pub fn expanding(instruction: &Instruction) -> Vec<&Word> {
    match &instruction.body {
        Body::Copy(copy) | Body::Add(copy) => copy.sources.iter().chain([&copy.destination]).collect(),
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => pairs.iter().filter_map(|pair| pair.value.as_ref()).collect(),
        Body::Expose(entries) => entries.iter().map(|entry| &entry.word).collect(),
        Body::User(word) | Body::Workdir(word) | Body::Stopsignal(word) => vec![word],
        Body::Volume(words) => words.iter().collect(),
        _ => Vec::new(),
    }
}
