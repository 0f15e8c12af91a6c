//! `key=value` of ENV, LABEL and ARG, and the old form with a space.

use thin_vec::{ThinVec, thin_vec};

use super::{
    Body, Pair, Word,
    body::{Range, Reader},
    words::{is_blank, quoted, verbatim},
};

impl Reader<'_, '_> {
    /// ENV and LABEL: `key=value …`, or the old `key value` if the first word has no `=`.
    pub(super) fn pairs(&mut self, name: &str, range: Range) -> Option<ThinVec<Pair>> {
        let words = quoted(self.text, range.0, range.1, self.escape);
        if words.first().is_some_and(|w| !self.text.slice(w.0, w.1).contains('=')) {
            return self.legacy(name, range).map(|pair| thin_vec![pair]);
        }
        let mut pairs = ThinVec::with_capacity(words.len());
        for word in words {
            let pair = self.pair(word, Self::cooked)?;
            if pair.value.is_none() {
                return self.refuse(pair.span, "no `=` found: it must be name=value");
            }
            pairs.push(pair);
        }
        Some(pairs)
    }

    fn legacy(&mut self, name: &str, range: Range) -> Option<Pair> {
        let span = self.text.span(range.0, range.1);
        let raw = self.text.slice(range.0, range.1);
        let Some((key, value)) = raw.split_once(|c: char| u8::try_from(c).is_ok_and(is_blank)) else {
            return self.refuse(span, format!("{name} must have two arguments"));
        };
        let after = value.trim_start_matches(|c: char| u8::try_from(c).is_ok_and(is_blank));
        Some(Pair {
            key: self.cooked((range.0, range.0 + key.len()))?,
            value: Some(self.cooked((range.1 - after.len(), range.1))?),
            legacy: true,
            span,
        })
    }

    pub(super) fn arg(&mut self, range: Range) -> Option<Body> {
        let words = quoted(self.text, range.0, range.1, self.escape);
        if words.is_empty() {
            return self.refuse(self.text.span(range.0, range.1), "ARG requires at least one argument");
        }
        let mut pairs = ThinVec::with_capacity(words.len());
        for word in words {
            pairs.push(self.pair(word, as_it_stands)?);
        }
        Some(Body::Arg(pairs))
    }

    /// `key=value` or `key`, of which the first is read so.
    fn pair(&mut self, (start, end): Range, key_of: impl Fn(&mut Self, Range) -> Option<Word>) -> Option<Pair> {
        let raw = self.text.slice(start, end);
        let span = self.text.span(start, end);
        let (key, value) = match raw.split_once('=') {
            Some((key, _)) => (key, Some((start + key.len() + 1, end))),
            None => (raw, None),
        };
        if key.is_empty() {
            return self.refuse(span, "a name can not be blank");
        }
        let key = key_of(self, (start, start + key.len()))?;
        let value = match value {
            Some(range) => Some(self.cooked(range)?),
            None => None,
        };
        Some(Pair {
            key,
            value,
            legacy: false,
            span,
        })
    }
}

/// The builder takes quotes for a part of an ARG's name, with or without a partner.
fn as_it_stands(reader: &mut Reader<'_, '_>, (start, end): Range) -> Option<Word> {
    Some(verbatim(reader.text, start, end))
}
