//! The text of the whole file, for what may stand anywhere: in commands, labels, here-documents.

use crate::{dockerfile::Dockerfile, source::Span};

/// Every place of a text outside comments, top to bottom.
pub fn places<'a>(file: &'a Dockerfile, needle: &'a str) -> impl Iterator<Item = Span> + 'a {
    let text = file.source.text();
    // most files have none of it, and `contains` is several times faster than a search for places
    let text = if text.contains(needle) { text } else { "" };
    let found = text.match_indices(needle).map(|(at, found)| Span::new(at, at + found.len()));
    found.filter(|span| !in_comment(file, *span))
}

/// Whether a place lies in a comment.
pub fn in_comment(file: &Dockerfile, span: Span) -> bool {
    let at = file.comments.partition_point(|comment| comment.start <= span.start);
    at.checked_sub(1)
        .and_then(|at| file.comments.get(at))
        .is_some_and(|comment| comment.contains(span))
}

/// The blank-free text around a place.
pub fn word_around(file: &Dockerfile, at: usize) -> Span {
    let text = file.source.text();
    let blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
    let start = text.get(..at).and_then(|before| before.rfind(blank)).map_or(0, |blank| blank + 1);
    let end = text
        .get(at..)
        .and_then(|after| after.find(blank))
        .map_or(text.len(), |length| at + length);
    Span::new(start, end)
}
