//! Alpine's order of versions (apk-package(5)): `1.2.3a_rc1-r4`: numbers, a letter, suffixes before or after the release, the build.

use std::cmp::Ordering;

use super::{digits, numbers};

/// Suffixes in their order; between these two groups stands a version without one.
const BEFORE: [&str; 4] = ["alpha", "beta", "pre", "rc"];
const AFTER: [&str; 5] = ["cvs", "svn", "git", "hg", "p"];

/// Compares two versions. What is not well-formed is compared as far as it can be read, and then as text.
pub fn compare(a: &str, b: &str) -> Ordering {
    let (read_a, read_b) = (Version::read(a), Version::read(b));
    read_a.compare(&read_b).then_with(|| read_a.rest.cmp(read_b.rest))
}

struct Version<'a> {
    numbers: Vec<&'a str>,
    letter: &'a str,
    suffixes: Vec<(i32, &'a str)>,
    build: &'a str,
    rest: &'a str,
}

impl<'a> Version<'a> {
    fn read(text: &'a str) -> Self {
        let (first, mut rest) = digits(text);
        let mut numbers = vec![first];
        while let Some(inner) = rest.strip_prefix('.') {
            let (number, after) = digits(inner);
            numbers.push(number);
            rest = after;
        }
        let letter = usize::from(rest.starts_with(|c: char| c.is_ascii_lowercase()));
        let (letter, mut rest) = rest.split_at(letter);
        let mut suffixes = Vec::new();
        while let Some((weight, after)) = rest.strip_prefix('_').and_then(suffix) {
            let (number, after) = digits(after);
            suffixes.push((weight, number));
            rest = after;
        }
        let (build, rest) = rest.strip_prefix("-r").map_or(("", rest), digits);
        Self {
            numbers,
            letter,
            suffixes,
            build,
            rest,
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        let each = self.numbers.iter().zip(&other.numbers).enumerate();
        let parts = each.map(|(at, (a, b))| match at {
            // A part after the first that begins with a nought is a fraction: 1.01 is before 1.1.
            1.. if a.starts_with('0') || b.starts_with('0') => a.cmp(b),
            _ => numbers(a, b),
        });
        let parts = parts.into_iter().find(|o| *o != Ordering::Equal).unwrap_or(Ordering::Equal);
        parts
            .then_with(|| self.numbers.len().cmp(&other.numbers.len()))
            .then_with(|| self.letter.cmp(other.letter))
            .then_with(|| self.compare_suffixes(other))
            .then_with(|| numbers(self.build, other.build))
    }

    fn compare_suffixes(&self, other: &Self) -> Ordering {
        let length = self.suffixes.len().max(other.suffixes.len());
        let at = |version: &Self, i: usize| version.suffixes.get(i).copied().unwrap_or((0, ""));
        (0..length)
            .map(|i| {
                let ((weight_a, number_a), (weight_b, number_b)) = (at(self, i), at(other, i));
                weight_a.cmp(&weight_b).then_with(|| numbers(number_a, number_b))
            })
            .find(|o| *o != Ordering::Equal)
            .unwrap_or(Ordering::Equal)
    }
}

fn suffix(text: &str) -> Option<(i32, &str)> {
    let before = BEFORE.iter().zip(-4..).map(|(word, weight)| (*word, weight));
    let mut all = before.chain(AFTER.iter().zip(1..).map(|(word, weight)| (*word, weight)));
    // `p` begins `pre` too: the longer word is in front.
    all.find_map(|(word, weight)| Some((weight, text.strip_prefix(word)?)))
}
