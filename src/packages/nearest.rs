//! The package names that were probably meant. Archives hold tens of thousands: only what is really near is named.

/// At most three names: those that go on where the word ends, those that differ by a letter or two, those that hold it; short ones first.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let word = word.to_lowercase();
    let mut found: Vec<(usize, usize, &str)> = names.filter_map(|name| Some((distance(&word, name)?, name.len(), name))).collect();
    found.sort_unstable();
    found.into_iter().take(3).map(|(_, _, name)| name).collect()
}

fn distance(word: &str, name: &str) -> Option<usize> {
    if word.len() >= 3 && name.starts_with(word) {
        // Who writes `libpq` means `libpq5` or `libpq-dev`, and no other word of five letters.
        return Some(if name.len() - word.len() <= 4 { 1 } else { 3 });
    }
    if name.len().abs_diff(word.len()) <= 2 {
        let edits = strsim::damerau_levenshtein(word, name);
        if edits <= 1 + word.len() / 5 {
            return Some(1 + edits);
        }
    }
    (word.len() >= 4 && name.contains(word)).then_some(6)
}
