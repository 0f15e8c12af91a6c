//! What a word means at its place in the file, once the variables in it have their values.

use std::borrow::Cow;

use crate::dockerfile::{Dockerfile, Word};

/// The value of a word of an instruction (by index); none if a variable in it has no value that the file gives it.
pub fn expanded<'a>(file: &Dockerfile, at: usize, word: &'a Word) -> Option<Cow<'a, str>> {
    if word.value.contains('$') {
        file.expand(word, at).map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(&word.value))
    }
}
