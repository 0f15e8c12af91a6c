//! A named text and the places in it: whatever we say about a file points here.

use std::sync::OnceLock;

/// Characters are counted up to every so many bytes, once: a line may be as long as the file, and every word of it a finding.
const STRIDE: usize = 1024;

/// A half-open range of byte offsets, `start..end`, into one [`Source`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset just after the last byte.
    pub end: usize,
}

impl Span {
    /// The span of `start..end`; the ends are put in order.
    pub fn new(start: usize, end: usize) -> Self {
        Self {
            start: start.min(end),
            end: start.max(end),
        }
    }

    /// An empty span: a place between two bytes.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte lies inside.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every byte of `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Line and column as a person counts them: both from one, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// Line number, from one.
    pub line: usize,
    /// Column in characters, from one.
    pub column: usize,
}

/// The text of one file (or of standard input) under the name that messages use.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    /// How many characters begin before each stride; counted when a long line is asked about.
    characters: OnceLock<Vec<usize>>,
    /// Which pairs of neighbouring bytes there are, noted when a search is first made.
    pairs: OnceLock<Pairs>,
}

/// Whether there is such a pair of bytes; some share a place.
type Pairs = Box<[bool; PLACES]>;
const PLACES: usize = 1 << 12;

/// The place of a pair in such a set.
fn place(first: u8, second: u8) -> usize {
    // most texts differ in the lower bits: those of letters
    ((usize::from(first) * 37) ^ usize::from(second)) % PLACES
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for Source {}

impl Source {
    /// Takes a text as it is; `name` is shown in messages and should be a path a person can open.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        Self {
            name: name.into(),
            text,
            line_starts,
            characters: OnceLock::new(),
            pairs: OnceLock::new(),
        }
    }

    /// The name that messages use.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the text holds another one. Where it does not, which is nearly always, a few pairs of bytes tell: rules look for many texts, and
    /// to read the whole file for each of them took longer than what else most of them do.
    pub fn contains(&self, other: &str) -> bool {
        let set = self.pairs.get_or_init(|| {
            let mut set = Box::new([false; PLACES]);
            let mut first = 0;
            for &second in self.text.as_bytes() {
                set[place(first, second)] = true;
                first = second;
            }
            set
        });
        let bytes = other.as_bytes();
        let pairs = bytes.iter().zip(bytes.iter().skip(1));
        let may = pairs.into_iter().all(|(first, second)| set[place(*first, *second)]);
        may && self.text.contains(other)
    }

    /// The text under a span; a span that leaves the text or cuts a character is narrowed to what is there.
    pub fn slice(&self, span: Span) -> &str {
        let span = self.clamp(span);
        &self.text[span.start..span.end]
    }

    /// The nearest span that lies inside the text and on character boundaries.
    pub fn clamp(&self, span: Span) -> Span {
        let down = |mut at: usize| {
            at = at.min(self.text.len());
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        Span::new(down(span.start), down(span.end))
    }

    /// Number of lines; a text that ends in a newline has no further empty line.
    pub fn line_count(&self) -> usize {
        match self.line_starts.last() {
            Some(&last) if last == self.text.len() && last > 0 => self.line_starts.len() - 1,
            _ => self.line_starts.len(),
        }
    }

    /// The line (from one) that an offset lies on.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// The span of a line (from one) without its line ending; empty past the end.
    pub fn line_span(&self, line: usize) -> Span {
        let Some(&start) = self.line_starts.get(line.wrapping_sub(1)) else {
            return Span::at(self.text.len());
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| next - 1);
        let end = if end > start && self.text.as_bytes()[end - 1] == b'\r' {
            end - 1
        } else {
            end
        };
        Span::new(start, end)
    }

    /// Line and column of an offset.
    pub fn location(&self, offset: usize) -> Location {
        let offset = self.clamp(Span::at(offset)).start;
        let line = self.line(offset);
        let start = self.line_starts[line - 1];
        let before = if offset - start < STRIDE {
            begun(&self.text.as_bytes()[start..offset])
        } else {
            self.characters_before(offset) - self.characters_before(start)
        };
        Location { line, column: before + 1 }
    }

    /// How many characters of the text begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let strides = self.characters.get_or_init(|| {
            let mut count = 0;
            let mut before = |stride: &[u8]| {
                let here = count;
                count += begun(stride);
                here
            };
            self.text.as_bytes().chunks(STRIDE).map(&mut before).collect()
        });
        let stride = (offset / STRIDE).min(strides.len().saturating_sub(1));
        strides.get(stride).copied().unwrap_or_default() + begun(&self.text.as_bytes()[stride * STRIDE..offset])
    }
}

/// How many characters begin in a part of a text.
fn begun(bytes: &[u8]) -> usize {
    // all bytes of a character but its first are 10xxxxxx
    bytes.iter().filter(|byte| *byte & 0xc0 != 0x80).count()
}
