//! A diff as data: hunks of lines, with the words that differ marked in them.

use std::ops::Range;

use similar::{ChangeTag, TextDiff};

/// Which text a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// In the old one only.
    Old,
    /// In the new one only.
    New,
}

/// A line of a hunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Where it stands.
    pub side: Side,
    /// Its text in parts, without the line's ending; true for those that the other text does not have.
    pub parts: Vec<(bool, String)>,
    /// Whether it ends in a line break.
    pub ended: bool,
}

/// Lines that differ, with those around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hunk {
    /// Its lines of the old text, counted from zero.
    pub old: Range<usize>,
    /// Its lines of the new text, counted from zero.
    pub new: Range<usize>,
    /// All its lines.
    pub lines: Vec<Line>,
}

impl Hunk {
    /// The line that starts it in a unified diff: `@@ -1,3 +1,4 @@`.
    pub fn header(&self) -> String {
        format!("@@ -{} +{} @@", range(&self.old), range(&self.new))
    }
}

/// A range as a unified diff writes it: where nothing is, the line before counts.
fn range(lines: &Range<usize>) -> String {
    match lines.len() {
        1 => (lines.start + 1).to_string(),
        0 => format!("{},0", lines.start),
        length => format!("{},{length}", lines.start + 1),
    }
}

/// What differs between two texts, with so many lines around it.
pub fn hunks(old: &str, new: &str, around: usize) -> Vec<Hunk> {
    let diff = TextDiff::from_lines(old, new);
    let groups = diff.grouped_ops(around);
    let hunk = |ops: &Vec<similar::DiffOp>| {
        let (first, last) = (ops.first()?, ops.last()?);
        let lines = ops.iter().flat_map(|op| diff.iter_inline_changes(op)).map(|change| Line {
            side: match change.tag() {
                ChangeTag::Equal => Side::Both,
                ChangeTag::Delete => Side::Old,
                ChangeTag::Insert => Side::New,
            },
            parts: change
                .iter_strings_lossy()
                .map(|(differs, text)| (differs, text.trim_end_matches(['\n', '\r']).to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect(),
            ended: !change.missing_newline(),
        });
        Some(Hunk {
            old: first.old_range().start..last.old_range().end,
            new: first.new_range().start..last.new_range().end,
            lines: lines.collect(),
        })
    };
    groups.iter().filter_map(hunk).collect()
}
