//! A diff as data: hunks of lines, with the words that differ marked in them.

use std::ops::Range;

use similar::{DiffOp, group_diff_ops};

use super::edits::{lines, operations, words};

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
    /// Whether a carriage return stands before that.
    pub returns: bool,
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
    let (old, new) = (lines(old), lines(new));
    let groups = group_diff_ops(operations(&old, &new), around);
    let hunk = |ops: &Vec<DiffOp>| {
        let (first, last) = (ops.first()?, ops.last()?);
        Some(Hunk {
            old: first.old_range().start..last.old_range().end,
            new: first.new_range().start..last.new_range().end,
            lines: ops.iter().flat_map(|op| changed(op, &old, &new)).collect(),
        })
    };
    groups.iter().filter_map(hunk).collect()
}

/// The lines of one operation: those of the old text before those of the new one.
fn changed(op: &DiffOp, old: &[&str], new: &[&str]) -> Vec<Line> {
    let old = old.get(op.old_range()).unwrap_or_default();
    let new = new.get(op.new_range()).unwrap_or_default();
    if let DiffOp::Equal { .. } = op {
        return old.iter().map(|line| read(Side::Both, line, &[])).collect();
    }
    let [gone, come] = marked(old, new);
    let lines = |side: Side, lines: &[&str], marks: &[Range<usize>]| -> Vec<Line> {
        let mut start = 0;
        let mut line = |text: &&str| {
            let here = start..start + text.len();
            start = here.end;
            let inside = |mark: &Range<usize>| mark.start.max(here.start)..mark.end.min(here.end);
            let marks = marks.iter().map(inside).filter(|mark| !mark.is_empty());
            let marks: Vec<Range<usize>> = marks.map(|mark| mark.start - here.start..mark.end - here.start).collect();
            read(side, text, &marks)
        };
        lines.iter().map(&mut line).collect()
    };
    let mut found = lines(Side::Old, old, &gone);
    found.extend(lines(Side::New, new, &come));
    found
}

/// Which bytes of the old lines and of the new ones, put together, the others do not have. None where so little is common that marks
/// would only confuse: less than half.
fn marked(old: &[&str], new: &[&str]) -> [Vec<Range<usize>>; 2] {
    let (old, new) = (old.concat(), new.concat());
    let (old, new) = (words(&old), words(&new));
    let mut marks = [Vec::new(), Vec::new()];
    let mut common = 0;
    let mut ends = [0, 0];
    for op in operations(&old, &new) {
        let sides = [(&old, op.old_range()), (&new, op.new_range())];
        for (((words, range), marks), end) in sides.into_iter().zip(&mut marks).zip(&mut ends) {
            let length: usize = words.get(range.clone()).unwrap_or_default().iter().map(|word| word.len()).sum();
            if let DiffOp::Equal { .. } = op {
                common += range.len();
            } else if length > 0 {
                marks.push(*end..*end + length);
            }
            *end += length;
        }
    }
    if common * 2 < old.len() + new.len() {
        return [Vec::new(), Vec::new()];
    }
    marks
}

/// A line in its parts; the marks are places in it, in order.
fn read(side: Side, line: &str, marks: &[Range<usize>]) -> Line {
    let text = line.strip_suffix('\n').unwrap_or(line);
    let text = text.strip_suffix('\r').filter(|_| line.ends_with('\n')).unwrap_or(text);
    let mut parts = Vec::new();
    let mut last = 0;
    let mut part = |differs: bool, to: usize| {
        let to = to.min(text.len());
        if let Some(piece) = text.get(last..to).filter(|piece| !piece.is_empty()) {
            parts.push((differs, piece.to_owned()));
            last = to;
        }
    };
    for mark in marks {
        part(false, mark.start);
        part(true, mark.end);
    }
    part(false, text.len());
    Line {
        side,
        parts,
        ended: line.ends_with('\n'),
        returns: line.ends_with("\r\n"),
    }
}
