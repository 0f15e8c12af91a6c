//! The facts that are shipped with the rules are in the form in which they are read: a row that is not would be passed over.

use std::fs;

use jiff::civil::Date;

use super::folder;

/// The rows of a table, with how many fields each must have.
fn rows(name: &str, fields: usize) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder("src/audit/data").join(name)).expect("the table is there");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<Vec<String>> = lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    for row in &rows {
        assert!(row.len() == fields && row.iter().all(|field| !field.is_empty()), "{name}: {row:?}");
    }
    rows
}

#[test]
fn each_base_image_has_a_user_a_shell_fetchers_and_a_slim_variant() {
    let rows = rows("bases.tsv", 6);
    assert!(rows.len() > 80);
    for row in &rows {
        assert!(["root", "drops", "nobody"].contains(&row[2].as_str()), "{row:?}");
        assert!(["dash", "ash", "bash", "none", "?"].contains(&row[3].as_str()), "{row:?}");
        assert!(["-", "?", "curl", "wget", "curl,wget"].contains(&row[4].as_str()), "{row:?}");
    }
    let images: Vec<&String> = rows.iter().map(|row| &row[0]).collect();
    assert!(images.is_sorted(), "in the order of their names");
    // the last row of an image takes whatever tag it has, so that none is left out by mistake
    for (at, row) in rows.iter().enumerate() {
        let last = images.get(at + 1).is_none_or(|next| *next != &row[0]);
        assert_eq!(last, row[1] == "-", "{row:?}");
    }
}

#[test]
fn each_end_of_support_is_a_day() {
    let rows = rows("support.tsv", 3);
    assert!(rows.len() > 300);
    for row in &rows {
        assert!(row[2].len() == 10 && row[2].parse::<Date>().is_ok(), "{row:?}");
    }
    let keys: Vec<_> = rows.iter().map(|row| (&row[0], &row[1])).collect();
    assert!(
        keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]),
        "in order, each once"
    );
}
