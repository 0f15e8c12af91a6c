//! A logical line: the physical lines of one instruction joined as BuildKit joins them, and the way back into the file.

use crate::source::Span;

/// Where a stretch of joined text came from.
#[derive(Clone, Copy, Debug)]
struct Piece {
    logical: usize,
    source: usize,
}

impl Piece {
    fn place(self, at: usize) -> usize {
        self.source + at.saturating_sub(self.logical)
    }
}

/// A text together with the places in the file that its bytes came from. Offsets into it are called logical.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    text: &'a str,
    first: usize,
    rest: &'a [Piece],
}

impl<'a> Text<'a> {
    /// A text that stands in the file as it is, from `source` on.
    pub(super) fn plain(text: &'a str, source: usize) -> Self {
        Self {
            text,
            first: source,
            rest: &[],
        }
    }

    /// The text itself.
    pub(super) fn as_str(&self) -> &'a str {
        self.text
    }

    /// The text between two logical offsets; empty if there is no such text.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    /// The place in the file of the byte at a logical offset.
    pub(super) fn place(&self, at: usize) -> usize {
        self.piece(at).place(at)
    }

    /// The logical offset of a byte that stands at a place in the file.
    pub(super) fn logical(&self, place: usize) -> usize {
        let next = self.rest.partition_point(|piece| piece.source <= place);
        let (logical, source) = match next.checked_sub(1).and_then(|i| self.rest.get(i)) {
            Some(piece) => (piece.logical, piece.source),
            None => (0, self.first),
        };
        logical + place.saturating_sub(source)
    }

    /// The piece that holds the byte at a logical offset.
    fn piece(&self, at: usize) -> Piece {
        let next = self.rest.partition_point(|piece| piece.logical <= at);
        let found = next.checked_sub(1).and_then(|i| self.rest.get(i));
        found.copied().unwrap_or(Piece {
            logical: 0,
            source: self.first,
        })
    }

    /// The span in the file from the byte at `start` to the byte before `end`: it may hold continuations.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        if self.rest.is_empty() {
            return Span::new(self.first + start, self.first + end.max(start));
        }
        let after = |end: usize| end.checked_sub(1).map(|last| self.place(last) + 1);
        match after(end) {
            Some(place) if start < end => Span::new(self.place(start), place),
            // no bytes: the place just behind what stands before
            _ => Span::at(after(start).unwrap_or(self.first)),
        }
    }
}

/// The buffers in which lines are joined; used again for each instruction.
#[derive(Debug, Default)]
pub(super) struct Joined {
    text: String,
    first: usize,
    rest: Vec<Piece>,
}

impl Joined {
    /// Forgets what was there.
    pub(super) fn clear(&mut self, source: usize) {
        self.text.clear();
        self.rest.clear();
        self.first = source;
    }

    /// Appends a part that stands at `source` in the file.
    pub(super) fn push(&mut self, part: &str, source: usize) {
        if part.is_empty() {
            return;
        }
        if self.text.is_empty() {
            self.first = source;
        } else {
            self.rest.push(Piece {
                logical: self.text.len(),
                source,
            });
        }
        self.text.push_str(part);
    }

    /// Appends a part of another text.
    pub(super) fn extend(&mut self, from: Text<'_>, (start, end): (usize, usize)) {
        let mut at = start;
        let first = from.rest.partition_point(|piece| piece.logical <= start);
        let inside = from.rest.get(first..).unwrap_or(&[]);
        for piece in inside.iter().take_while(|piece| piece.logical < end) {
            self.push(from.slice(at, piece.logical), from.place(at));
            at = piece.logical;
        }
        self.push(from.slice(at, end), from.place(at));
    }

    /// What was joined.
    pub(super) fn text(&self) -> Text<'_> {
        Text {
            text: &self.text,
            first: self.first,
            rest: &self.rest,
        }
    }
}
