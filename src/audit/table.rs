//! Tables that are looked up as they are written: lines in the order of their bytes, below lines of comment. Most runs ask for a few
//! rows, and taking all of them apart took longer than the rest of an audit.

use std::sync::OnceLock;

/// A table, and its parts once it was asked for one.
pub struct Table {
    text: &'static str,
    parts: OnceLock<Vec<(&'static str, Vec<&'static str>)>>,
}

impl Table {
    /// A table as it is written.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            parts: OnceLock::new(),
        }
    }

    /// What follows the first cell in each of the lines that begin with it, in their order.
    pub fn rows(&self, first: &str) -> &[&'static str] {
        let parts = self.parts.get_or_init(|| {
            let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
            for line in self.text.lines().skip_while(|line| line.starts_with('#')) {
                let (cell, rest) = line.split_once('\t').unwrap_or((line, ""));
                match parts.last_mut() {
                    Some((last, rows)) if *last == cell => rows.push(rest),
                    _ => parts.push((cell, vec![rest])),
                }
            }
            parts
        });
        let found = parts.binary_search_by(|(cell, _)| (*cell).cmp(first)).ok();
        found.and_then(|at| parts.get(at)).map_or(&[], |(_, rows)| rows)
    }
}

/// The row among those of a first cell that goes on with this second cell: what follows that.
pub fn row(rows: &[&'static str], second: &str) -> Option<&'static str> {
    let cell = |row: &&'static str| row.bytes().position(|b| b == b'\t').and_then(|end| row.get(..end)).unwrap_or(row);
    let at = rows.partition_point(|row| cell(row) < second);
    let found = rows.get(at).filter(|row| cell(row) == second)?;
    found.get(second.len() + 1..).or(Some(""))
}

#[cfg(test)]
mod tests {
    use super::{Table, row};

    static TABLE: Table = Table::new("# remark\n# z\na\t1\tx\na\t1.5\ty\na\t2\nab\t3\nc\t4");

    #[test]
    fn rows_are_found_wherever_they_stand() {
        for (first, found) in [
            ("a", vec!["1\tx", "1.5\ty", "2"]),
            ("ab", vec!["3"]),
            ("c", vec!["4"]),
            ("b", vec![]),
            ("", vec![]),
            ("z", vec![]),
        ] {
            assert_eq!(TABLE.rows(first), found, "{first:?}");
        }
        assert_eq!(Table::new("").rows("a").len(), 0);
        for (second, found) in [
            ("1", Some("x")),
            ("1.5", Some("y")),
            ("2", Some("")),
            ("1.", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(row(TABLE.rows("a"), second), found, "{second:?}");
        }
    }

    #[test]
    fn the_tables_are_in_order() {
        for (name, table, cells) in [
            ("support.tsv", include_str!("data/support.tsv"), 2),
            ("bases.tsv", include_str!("data/bases.tsv"), 1),
        ] {
            let rows: Vec<&str> = table.lines().skip_while(|line| line.starts_with('#')).collect();
            let key = |row: &str| row.split('\t').take(cells).map(|cell| format!("{cell}\t")).collect::<String>();
            for pair in rows.windows(2) {
                assert!(key(pair[0]) <= key(pair[1]), "{name}: `{}` comes too late", pair[1]);
                assert!(!pair[1].starts_with('#'), "{name}: comments stand above");
            }
        }
    }
}
