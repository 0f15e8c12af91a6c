//! The smells that DockerCleaner was measured by (ICSME 2023), in the project's own cases: how many of them hardening mends.

use std::collections::BTreeMap;

use hullwright::audit::{Policy, audit};

use crate::{corpus::texts, hardened, parse, policy};

/// The smells that need no version from a registry, by the rules that find them.
const SMELLS: [(&str, &[&str]); 6] = [
    ("recommended packages are installed", &["recommended-packages"]),
    ("update stands alone", &["update-without-install"]),
    ("ADD instead of COPY", &["add-local"]),
    ("no USER", &["root-user"]),
    ("secrets in ARG or ENV", &["secret-in-arg", "secret-in-env"]),
    ("no HEALTHCHECK", &["missing-healthcheck"]),
];

fn counted(text: &str, policy: &Policy) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in audit(&parse(text), policy) {
        *counts.entry(finding.rule).or_default() += 1;
    }
    counts
}

#[test]
fn nearly_all_smells_are_mended() {
    let policy = policy();
    let mut sums: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut kept = Vec::new();
    for (name, text) in texts().iter().filter(|(_, text)| parse(text).problems.is_empty()) {
        let (before, after) = (counted(text, &policy), counted(hardened(text, &policy).all.text(), &policy));
        for (smell, rules) in SMELLS {
            let sum = |counts: &BTreeMap<String, usize>| rules.iter().filter_map(|rule| counts.get(*rule)).sum::<usize>();
            let entry = sums.entry(smell).or_default();
            *entry = (entry.0 + sum(&before), entry.1 + sum(&after));
            if sum(&after) > 0 {
                kept.push(format!("{smell}: {name}"));
            }
        }
    }
    let (all, left) = sums
        .values()
        .fold((0, 0), |(all, left), (before, after)| (all + before, left + after));
    assert!(all > 300, "{sums:?}");
    assert!(left * 100 <= all, "{left} of {all} are left: {sums:?}\n{}", kept.join("\n"));
}
