//! Which of two versions is newer.

mod apk;
mod deb;

use std::cmp::Ordering;

use super::Format;

/// Compares two versions of a distribution's packages.
pub fn compare(format: Format, a: &str, b: &str) -> Ordering {
    match format {
        Format::Deb => deb::compare(a, b),
        Format::Apk => apk::compare(a, b),
    }
}

/// Compares two runs of digits as numbers of any length.
fn numbers(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// Cuts off the digits that a text begins with.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}
