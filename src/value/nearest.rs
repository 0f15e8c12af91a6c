//! The word that was probably meant.

/// Nobody misspells a longer word than this, and a hostile one must not cost the square of its length.
const LONGEST: usize = 100;

/// The known word that is nearest to a misspelt one, if it is near enough to have been meant; the first of several. Who has only begun a word
/// is as near as who mistook one letter.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    let distance = |known: &str| {
        let known = known.to_lowercase();
        let begun = word.len() >= 3 && (known.starts_with(&word) || word.starts_with(&known));
        let far = strsim::damerau_levenshtein(&word, &known);
        if begun { far.min(1) } else { far }
    };
    known
        .into_iter()
        .map(|k| (distance(k), k))
        .filter(|(distance, k)| *distance <= 1 + k.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, k)| k)
}
