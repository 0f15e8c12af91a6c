//! Where the places of a text are after it was edited, and where those of the edited text come from.

use std::ops::Range;

use crate::{edit::Edit, source::Span};

/// Edits of a text, in order, each with where its own text stands afterwards.
pub struct Shift<'a> {
    edits: Vec<&'a Edit>,
    places: Vec<Span>,
}

impl<'a> Shift<'a> {
    /// Edits that do not overlap.
    pub fn new(edits: impl IntoIterator<Item = &'a Edit>) -> Self {
        let mut edits: Vec<&Edit> = edits.into_iter().collect();
        edits.sort();
        let (mut removed, mut added) = (0, 0);
        let mut places = Vec::with_capacity(edits.len());
        for edit in &edits {
            let start = (edit.span.start + added).saturating_sub(removed);
            places.push(Span::new(start, start + edit.text.len()));
            removed += edit.span.len();
            added += edit.text.len();
        }
        Self { edits, places }
    }

    /// An offset behind the first `passed` edits.
    fn moved(&self, offset: usize, passed: usize) -> usize {
        let last = passed
            .checked_sub(1)
            .and_then(|last| Some((self.edits.get(last)?, self.places.get(last)?)));
        last.map_or(offset, |(edit, place)| place.end + offset.saturating_sub(edit.span.end))
    }

    /// Where the first byte of something is now, which goes behind what is inserted just there; none if it was replaced.
    fn start(&self, offset: usize) -> Option<usize> {
        let passed = self.edits.partition_point(|e| e.span.end <= offset);
        let inside = self.edits.get(passed).is_some_and(|e| e.span.start < offset);
        (!inside).then(|| self.moved(offset, passed))
    }

    /// Where the end of something is now, which stays before what is inserted just there; none if it was replaced.
    fn end(&self, offset: usize) -> Option<usize> {
        let passed = self.edits.partition_point(|e| e.span.end <= offset && e.span.start < offset);
        let inside = self.edits.get(passed).is_some_and(|e| e.span.start < offset);
        (!inside).then(|| self.moved(offset, passed))
    }

    /// Where an untouched span is now; none if one of its ends was replaced.
    pub fn span(&self, span: Span) -> Option<Span> {
        let start = self.start(span.start)?;
        let end = if span.is_empty() { start } else { self.end(span.end)? };
        (start <= end).then(|| Span::new(start, end))
    }

    /// The edits, by index, that touch a span of the old text; next to it counts.
    pub fn touching_old(&self, span: Span) -> Range<usize> {
        let first = self.edits.partition_point(|e| e.span.end < span.start);
        first..self.edits.partition_point(|e| e.span.start <= span.end).max(first)
    }

    /// The edits, by index, whose text touches a span of the new text; next to it counts.
    pub fn touching_new(&self, span: Span) -> Range<usize> {
        let first = self.places.partition_point(|p| p.end < span.start);
        first..self.places.partition_point(|p| p.start <= span.end).max(first)
    }

    /// Where a place of the new text was in the old one; for inserted text, where it was inserted.
    pub fn back(&self, offset: usize) -> usize {
        let begun = self.places.partition_point(|p| p.start <= offset);
        match begun
            .checked_sub(1)
            .and_then(|last| Some((self.edits.get(last)?, self.places.get(last)?)))
        {
            None => offset,
            Some((edit, place)) if offset < place.end => edit.span.start,
            Some((edit, place)) => edit.span.end + (offset - place.end),
        }
    }
}
