//! Bytes that no archive would serve: nothing panics, nothing hangs, and nothing of it could reach a Dockerfile.

use hullwright::packages::{Format, Release, Universe, apk_index, closure, deb_index};
use proptest::prelude::*;

use crate::archive::{apk, deb, signed};

/// Pieces that mean something to the parsers, and some that mean harm.
const PIECES: [&str; 24] = [
    "Package: a\n",
    "Version: 1.0\n",
    "Depends: ",
    "b (>= 1)",
    "(",
    ")",
    "|",
    ",",
    ":",
    "\n",
    "\n\n",
    " ",
    "a",
    "b",
    "Provides: a\n",
    "P:a\n",
    "V:1\n",
    "D:b>=1 !c\n",
    "~",
    "-r",
    "\u{202e}",
    "\0",
    "'; id #",
    "999999999999999999999999999999",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_to_the_end(text in texts()) {
        let _ = Release::read(&text);
        let _ = Release::read(&signed(&text));
        let around = deb("a", "1", &text.replace("\n\n", "\n")) + &text + &deb("b", "1", "Depends: a");
        let universe = Universe::new(Format::Deb, deb_index(&around));
        let _ = closure(&universe, &["a", "b"], &[]);
        let around = apk("a", "1", &text.replace("\n\n", "\n")) + &text + &apk("b", "1", "D:a");
        let universe = Universe::new(Format::Apk, apk_index(&around));
        let _ = closure(&universe, &["a", "b"], &[]);
    }

    #[test]
    fn what_is_chosen_is_plain(name in "\\PC{0,8}", version in "\\PC{0,8}") {
        let text = deb(&name, &version, "");
        let universe = Universe::new(Format::Deb, deb_index(&text));
        for entry in universe.entries() {
            let plain = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+._-~:".contains(&b));
            prop_assert!(plain(entry.name) && plain(entry.version));
        }
    }
}

#[test]
fn a_long_chain_of_needs_is_followed() {
    let text: String = (0..3000)
        .map(|i| deb(&format!("p{i}"), "1", &format!("Depends: p{}", i + 1)))
        .collect();
    let text = text + &deb("p3000", "1", "");
    let universe = Universe::new(Format::Deb, deb_index(&text));
    assert_eq!(closure(&universe, &["p0"], &[]).unwrap().len(), 3001);
}
