//! Rows of cells as lines of text.

use std::fmt::Write as _;

use crate::diff::visible;

/// Each column is as wide as its widest cell.
pub fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns)
        .map(|at| {
            rows.iter()
                .filter_map(|r| r.get(at))
                .map(|c| c.chars().count())
                .max()
                .unwrap_or_default()
        })
        .collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            // A string takes all that is written to it.
            let _ = write!(line, "{:width$}  ", visible(cell));
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
