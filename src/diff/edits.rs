//! What differs between two lists of texts: Myers' algorithm of `similar` over numbers, one for each text that is different. Lines and
//! words go the same way, so the algorithm is in the program once.

use std::collections::BTreeMap;

use similar::{
    DiffOp,
    algorithms::{Capture, Compact, Replace, myers},
};

/// The operations that make the new list of the old one, in order.
pub(super) fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let mut known = BTreeMap::new();
    let mut numbers = Vec::with_capacity(old.len() + new.len());
    for text in old.iter().chain(new) {
        let next = known.len();
        numbers.push(*known.entry(*text).or_insert(next));
    }
    let (old, new) = numbers.split_at(old.len());
    let mut found = Compact::new(Replace::new(Capture::new()), old, new);
    let Ok(()) = myers::diff(&mut found, old, 0..old.len(), new, 0..new.len());
    found.into_inner().into_inner().into_ops()
}

/// A text's lines, each with its line break.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A text's words and the blanks between them, in order.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split_inclusive(|c: char| c.is_whitespace())
        .flat_map(|piece| {
            let word = piece.trim_end();
            let (word, blank) = piece.split_at(word.len());
            [word, blank]
        })
        .filter(|piece| !piece.is_empty())
        .collect()
}
