//! Tables that are looked up as they are written: lines in the order of their bytes, below lines of comment. Most runs ask for a few
//! rows, and taking all of them apart took longer than the rest of an audit.

use std::sync::OnceLock;

/// A table, and its lines once it was asked for one.
pub struct Table {
    text: &'static str,
    lines: OnceLock<Vec<&'static str>>,
}

impl Table {
    /// A table as it is written.
    pub const fn new(text: &'static str) -> Self {
        Self {
            text,
            lines: OnceLock::new(),
        }
    }

    /// What follows a start in each of the lines that have it, in their order.
    pub fn rows(&self, start: String) -> impl Iterator<Item = &'static str> {
        let lines = self
            .lines
            .get_or_init(|| self.text.lines().skip_while(|line| line.starts_with('#')).collect());
        let from = lines.partition_point(|line| *line < start.as_str());
        let rest = lines.get(from..).unwrap_or_default();
        rest.iter().map_while(move |line| line.strip_prefix(start.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    static TABLE: Table = Table::new("# remark\n# z\na\t1\na\t2\nab\t3\nc\t4");

    #[test]
    fn rows_are_found_wherever_they_stand() {
        for (start, found) in [
            ("a\t", vec!["1", "2"]),
            ("ab\t", vec!["3"]),
            ("c\t", vec!["4"]),
            ("b\t", vec![]),
            ("", vec!["a\t1", "a\t2", "ab\t3", "c\t4"]),
            ("z", vec![]),
        ] {
            assert_eq!(TABLE.rows(start.to_owned()).collect::<Vec<_>>(), found, "{start:?}");
        }
        assert_eq!(Table::new("").rows("a".to_owned()).count(), 0);
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
