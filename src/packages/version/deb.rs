//! Debian's order of versions (deb-version(7)): epoch, upstream version, revision; `~` is older than the end.

use std::cmp::Ordering;

use super::{digits, numbers};

/// Compares two versions.
pub fn compare(a: &str, b: &str) -> Ordering {
    let ((epoch_a, rest_a), (epoch_b, rest_b)) = (epoch(a), epoch(b));
    let ((upstream_a, revision_a), (upstream_b, revision_b)) = (revision(rest_a), revision(rest_b));
    numbers(epoch_a, epoch_b)
        .then_with(|| part(upstream_a, upstream_b))
        .then_with(|| part(revision_a, revision_b))
}

fn epoch(version: &str) -> (&str, &str) {
    version.split_once(':').unwrap_or(("", version))
}

fn revision(version: &str) -> (&str, &str) {
    version.rsplit_once('-').unwrap_or((version, ""))
}

/// Compares by turns what is no digit, and numbers.
fn part(mut a: &str, mut b: &str) -> Ordering {
    while !a.is_empty() || !b.is_empty() {
        let (words_a, rest_a) = words(a);
        let (words_b, rest_b) = words(b);
        let (number_a, after_a) = digits(rest_a);
        let (number_b, after_b) = digits(rest_b);
        let order = letters(words_a, words_b).then_with(|| numbers(number_a, number_b));
        if order != Ordering::Equal {
            return order;
        }
        (a, b) = (after_a, after_b);
    }
    Ordering::Equal
}

fn words(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// Compares letter by letter: `~` before the end, the end before letters, letters before everything else.
fn letters(a: &str, b: &str) -> Ordering {
    let weight = |byte: Option<u8>| match byte {
        Some(b'~') => -1,
        None => 0,
        Some(b) if b.is_ascii_alphabetic() => i32::from(b),
        Some(b) => i32::from(b) + 256,
    };
    let length = a.len().max(b.len());
    let at = |text: &str, i: usize| weight(text.as_bytes().get(i).copied());
    (0..length)
        .map(|i| at(a, i).cmp(&at(b, i)))
        .find(|o| *o != Ordering::Equal)
        .unwrap_or(Ordering::Equal)
}
