//! Text edits: replace these bytes by those, and leave every other byte alone.

use crate::source::Span;

/// One replacement. An empty span inserts; an empty text deletes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Replaces what lies under `span`.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Inserts before the byte at `offset`.
    pub fn insert(offset: usize, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Deletes what lies under `span`.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Why a set of edits cannot be applied to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Two edits touch the same bytes, or insert at the same place.
    Overlap,
    /// An edit lies outside the text or cuts a character in two.
    OutOfText,
}

/// Applies edits in the order of their spans; the bytes between them are copied as they are.
///
/// # Errors
/// [`Conflict`] when two edits overlap or one does not fit the text; nothing is applied then.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Conflict> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    let mut last: Option<Span> = None;
    for edit in sorted {
        let Span { start, end } = edit.span;
        if last.is_some_and(|l| start < l.end || edit.span == l) {
            return Err(Conflict::Overlap);
        }
        let kept = text.get(done..start).ok_or(Conflict::OutOfText)?;
        if !text.is_char_boundary(end) || end > text.len() {
            return Err(Conflict::OutOfText);
        }
        out.push_str(kept);
        out.push_str(&edit.text);
        done = end;
        last = Some(edit.span);
    }
    out.push_str(&text[done..]);
    Ok(out)
}
