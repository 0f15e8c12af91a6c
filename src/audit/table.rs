//! Tables that are looked up as they are written: lines in the order of their bytes, below lines of comment. Most runs ask for a few
//! rows, and reading all of them took longer than the rest of an audit.

/// What follows a start in each of the lines that have it, in their order.
pub fn rows(table: &str, start: String) -> impl Iterator<Item = &str> {
    let from = lines_from(table, &start);
    from.lines().map_while(move |line| line.strip_prefix(start.as_str()))
}

/// The table from the first line on that does not come before a text.
fn lines_from<'t>(table: &'t str, text: &str) -> &'t str {
    let mut rest = table;
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, below)| below);
    }
    let (mut low, mut high) = (0, rest.len());
    // what comes before `low` comes before the text, what comes from `high` on does not
    while low < high {
        let middle = low + (high - low) / 2;
        let line = rest.get(..middle).unwrap_or_default().rfind('\n').map_or(0, |end| end + 1);
        let below = rest.get(line..).unwrap_or_default();
        let length = below.find('\n').map_or(below.len(), |end| end + 1);
        if below.get(..length).unwrap_or_default() < text {
            low = line + length;
        } else {
            high = line;
        }
    }
    rest.get(low..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::rows;

    const TABLE: &str = "# remark\n# z\na\t1\na\t2\nab\t3\nc\t4";

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
            assert_eq!(rows(TABLE, start.to_owned()).collect::<Vec<_>>(), found, "{start:?}");
        }
        assert_eq!(rows("", "a".to_owned()).count(), 0);
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
