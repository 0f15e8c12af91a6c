//! The text of the whole file, for what may stand anywhere: in commands, labels, here-documents.

use crate::{dockerfile::Dockerfile, source::Span};

/// Every place of a text outside comments, top to bottom.
pub fn places<'a>(file: &'a Dockerfile, needle: &'a str) -> impl Iterator<Item = Span> + 'a {
    // most files have none of it, and to see that is much faster than a search for places
    let text = Some(file.source.text()).filter(|_| file.source.contains(needle));
    let found = text.into_iter().flat_map(move |text| text.match_indices(needle));
    let found = found.map(|(at, found)| Span::new(at, at + found.len()));
    found.filter(|span| !in_comment(file, *span))
}

/// Whether a place lies in a comment.
pub fn in_comment(file: &Dockerfile, span: Span) -> bool {
    let at = file.comments.partition_point(|comment| comment.start <= span.start);
    at.checked_sub(1)
        .and_then(|at| file.comments.get(at))
        .is_some_and(|comment| comment.contains(span))
}

/// The blank-free text around a place, as far as a person would look.
pub fn word_around(file: &Dockerfile, at: usize) -> Span {
    const FARTHEST: usize = 100;
    let text = file.source.text();
    let word = |c: &char| !matches!(c, ' ' | '\t' | '\n' | '\r');
    let before = text.get(..at).unwrap_or_default().chars().rev().take(FARTHEST).take_while(word);
    let after = text.get(at..).unwrap_or_default().chars().take(FARTHEST).take_while(word);
    let length = |size: usize, c: char| size + c.len_utf8();
    Span::new(at - before.fold(0, length).min(at), at + after.fold(0, length))
}

/// The lines below a place up to one that is nothing but a word, as far as a person would look.
pub fn below(file: &Dockerfile, at: usize, last: &str) -> Option<Span> {
    const FARTHEST: usize = 4_000;
    let text = file.source.text();
    let start = at + text.get(at..)?.bytes().take(FARTHEST).position(|b| b == b'\n')? + 1;
    let rest = text.get(start..)?;
    let near = rest
        .char_indices()
        .nth(FARTHEST)
        .map_or(rest, |(cut, _)| rest.get(..cut).unwrap_or(rest));
    let mut end = start;
    for line in near.split_inclusive('\n') {
        if line.trim() == last {
            return Some(Span::new(start, end));
        }
        end += line.len();
    }
    None
}
