//! `docs/coverage.md` tells of every known weakness which rules find it: what it says is true, and no rule is left out.

use std::{collections::BTreeSet, fs};

use hullwright::audit::{self, RULES};

use super::{
    folder,
    weaknesses::{Case, cases},
};

/// How many weaknesses each part of the list has.
const PARTS: [(char, usize); 9] = [
    ('A', 25),
    ('B', 18),
    ('C', 13),
    ('D', 21),
    ('E', 19),
    ('F', 14),
    ('G', 11),
    ('H', 10),
    ('I', 25),
];

/// A weakness: its number, its kinds, what finds it, and what is said beside.
struct Row {
    number: String,
    security: bool,
    rules: BTreeSet<String>,
    remark: String,
}

impl Row {
    fn read(line: &str) -> Option<Self> {
        let cells: Vec<&str> = line.strip_prefix("| ")?.split('|').map(str::trim).collect();
        let [number, kinds, weakness, rules, remark, ""] = cells.as_slice() else {
            panic!("a row of five cells: {line}")
        };
        let is_row = number.bytes().any(|b| b.is_ascii_digit());
        assert!(!is_row || !weakness.is_empty(), "{line}");
        is_row.then(|| Self {
            number: (*number).to_owned(),
            security: kinds.split(' ').any(|kind| kind == "S"),
            rules: rules
                .split(", ")
                .filter(|rule| !rule.is_empty())
                .map(|rule| rule.trim_matches('`').to_owned())
                .collect(),
            remark: (*remark).to_owned(),
        })
    }
}

fn table() -> Vec<Row> {
    let page = fs::read_to_string(folder("docs/coverage.md")).expect("the page is there");
    page.lines().filter_map(Row::read).collect()
}

#[test]
fn every_weakness_that_is_known_has_one_row() {
    let numbers: Vec<String> = table().into_iter().map(|row| row.number).collect();
    let all = PARTS
        .iter()
        .flat_map(|(part, count)| (1..=*count).map(move |number| format!("{part}{number}")));
    assert_eq!(numbers, all.collect::<Vec<_>>());
}

#[test]
fn each_rule_that_is_named_exists_and_each_that_exists_is_named() {
    let table = table();
    let named: BTreeSet<&str> = table.iter().flat_map(|row| &row.rules).map(String::as_str).collect();
    let known: BTreeSet<&str> = audit::names().collect();
    assert!(named.is_subset(&known), "{:?}", named.difference(&known));
    let forgotten: Vec<_> = RULES.iter().map(|rule| rule.name).filter(|name| !named.contains(name)).collect();
    assert!(forgotten.is_empty(), "{forgotten:?}");
}

#[test]
fn a_weakness_that_nothing_finds_has_a_reason_and_is_none_of_security() {
    for row in table().iter().filter(|row| row.rules.is_empty()) {
        assert!(!row.remark.is_empty() && !row.security, "{}", row.number);
    }
}

#[test]
fn each_weakness_of_security_has_a_file_and_the_rule_of_a_file_is_named_in_its_row() {
    let cases = cases("tests/weaknesses");
    let number = |case: &Case| case.name.split('-').next().unwrap_or_default().to_owned();
    let table = table();
    let shown: BTreeSet<String> = cases.iter().map(number).collect();
    let missing: Vec<_> = table
        .iter()
        .filter(|row| row.security && !shown.contains(&row.number))
        .map(|row| &row.number)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for case in &cases {
        let rule = case.says("expect").expect("a line `# expect: rule`");
        let row = table.iter().find(|row| row.number == number(case)).expect("the number of a row");
        assert!(row.rules.contains(rule), "{}: {rule} is not in row {}", case.name, row.number);
    }
}
