//! How files look: each says its one idea first, none is long, nothing is left to be done.

use crate::{
    code::{Kind, only},
    files::files,
};

/// The most lines that a file may have.
const MOST: usize = 400;
/// The most lines that the middle one of all files may have.
const MEDIAN: usize = 120;

#[test]
fn every_file_begins_with_its_one_idea() {
    for file in files() {
        let first = file.text.lines().next().unwrap_or_default();
        let says = first.strip_prefix("//! ").is_some_and(|idea| idea.len() > 15);
        assert!(says, "src/{} begins with {first:?}", file.path);
    }
}

#[test]
fn no_file_is_long_and_most_are_short() {
    let mut sizes: Vec<(usize, &str)> = files().iter().map(|f| (f.text.lines().count(), f.path.as_str())).collect();
    sizes.sort();
    let long: Vec<_> = sizes.iter().filter(|(lines, _)| *lines > MOST).collect();
    assert!(long.is_empty(), "more than {MOST} lines: {long:?}");
    let (median, _) = sizes[sizes.len() / 2];
    assert!(median <= MEDIAN, "the middle file has {median} lines");
}

#[test]
fn nothing_is_left_to_be_done() {
    for file in files() {
        let comments = only(&file.text, &[Kind::Comment]);
        // Apart, so that whoever searches the tree for them finds none here.
        for mark in [["TO", "DO"], ["FIX", "ME"], ["X", "XX"], ["HA", "CK"]].map(|halves| halves.concat()) {
            assert!(!comments.contains(&mark), "src/{} says {mark}", file.path);
        }
        let code = only(&file.text, &[Kind::Code]);
        for call in ["todo!", "unimplemented!", "dbg!"] {
            assert!(!code.contains(call), "src/{} calls {call}", file.path);
        }
    }
}
