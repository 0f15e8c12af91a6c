//! The order of versions, as dpkg and apk have it.

use hullwright::packages::{Chosen, Format, Universe, apk_index, closure, deb_index};

use crate::archive::{apk, deb};

/// Each is older than the next: from deb-version(7) and from real changelogs.
const DEBIAN: &[&str] = &[
    "0~~",
    "0~~a",
    "0~",
    "0",
    "0.1",
    "1.0~beta1~svn1245",
    "1.0~beta1",
    "1.0",
    "1.0-1~deb13u1",
    "1.0-1",
    "1.0-1+b1",
    "1.0-1+deb13u1",
    "1.0-1.1",
    "1.0-10",
    "1.0+dfsg-1",
    "1.0.4",
    "1.10",
    "20250419",
    "1:0.1",
];

/// Each is older than the next: from the tests of apk-tools.
const ALPINE: &[&str] = &[
    "0.9",
    "1.0_alpha1",
    "1.0_alpha2",
    "1.0_beta",
    "1.0_pre1",
    "1.0_rc1",
    "1.0_rc1-r2",
    "1.0",
    "1.0-r1",
    "1.0-r10",
    "1.0_p1",
    "1.0a",
    "1.0b",
    "1.0.0",
    "1.0.1",
    "1.1",
    "1.2",
    "1.10",
    "2.0_git20240101",
    "20240101",
];

/// Which of two versions of a package is taken.
fn newest(format: Format, a: &str, b: &str) -> String {
    let text = |version| match format {
        Format::Deb => deb("x", version, ""),
        Format::Apk => apk("x", version, ""),
    };
    let text = text(a) + &text(b);
    let universe = match format {
        Format::Deb => Universe::new(format, deb_index(&text)),
        Format::Apk => Universe::new(format, apk_index(&text)),
    };
    let found: Vec<Chosen> = closure(&universe, &["x"], &[]).unwrap();
    found[0].version.clone()
}

#[test]
fn of_two_versions_the_newer_is_taken_in_either_order() {
    for (format, versions) in [(Format::Deb, DEBIAN), (Format::Apk, ALPINE)] {
        for (at, older) in versions.iter().enumerate() {
            for newer in &versions[at + 1..] {
                assert_eq!(newest(format, older, newer), *newer, "{older} and {newer}");
                assert_eq!(newest(format, newer, older), *newer, "{newer} and {older}");
            }
        }
    }
}

#[test]
fn of_versions_that_are_equal_the_first_is_taken() {
    for (a, b) in [("1.0", "1.00"), ("0:1.0", "1.0"), ("1.0-0", "1.0"), ("1.a0", "1.a")] {
        assert_eq!(newest(Format::Deb, a, b), a);
        assert_eq!(newest(Format::Deb, b, a), b);
    }
}
