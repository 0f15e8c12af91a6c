//! The word that was probably meant.

/// The known word that is nearest to a misspelt one, if it is near enough.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let distances = known.into_iter().map(|k| (strsim::damerau_levenshtein(&word, k), k));
    distances.filter(|(distance, k)| *distance <= 1 + k.len() / 4).min().map(|(_, k)| k)
}
