//! BuildKit's own code as the judge of hardening: what it takes, it takes hardened, too. `tests/e2e/oracle.sh` runs the test here that is
//! ignored otherwise.

use std::env;

use crate::{
    buildkit::ask,
    corpus::texts,
    hardened,
    mutate::{Random, mutant},
    properties::bases_of_mutants,
    smells::asking,
};

/// A text with a checksum for each build argument that asks for one: hardening leaves it to who builds to know it.
fn with_checksums(text: &str) -> String {
    let given = |line: &str| {
        let name = line.trim_end().strip_prefix("ARG ").filter(|name| name.ends_with("_SHA256"))?;
        Some(line.replace(name, &format!("{name}={}", "0".repeat(64))))
    };
    text.split_inclusive('\n')
        .map(|line| given(line).unwrap_or_else(|| line.to_owned()))
        .collect()
}

#[test]
#[ignore = "needs BuildKit's own code: run tests/e2e/oracle.sh"]
fn what_buildkit_takes_it_takes_hardened() {
    let oracle = env::var("BUILDKIT_ORACLE").expect("BUILDKIT_ORACLE names the program that tests/e2e/oracle.sh builds");
    let count: usize = env::var("ORACLE_FILES").map_or(20_000, |n| n.parse().expect("a number"));
    let seed: u64 = env::var("ORACLE_SEED").map_or(1, |n| n.parse().expect("a number"));
    let mut all: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    let (bases, mut random) = (bases_of_mutants(), Random::new(seed));
    all.extend((0..count).map(|_| mutant(&mut random, &bases)));
    let verdicts = ask(&oracle, &all);
    let taken: Vec<&String> = all
        .iter()
        .zip(&verdicts)
        .filter(|(_, v)| v.refused.is_empty())
        .map(|(text, _)| text)
        .collect();
    let policy = asking();
    let mut after = Vec::new();
    for text in &taken {
        let done = hardened(text, &policy);
        after.push(with_checksums(done.safe.text()));
        after.push(with_checksums(done.all.text()));
    }
    let changed = after
        .iter()
        .zip(taken.iter().flat_map(|text| [text, text]))
        .filter(|(new, old)| new != *old)
        .count();
    let refused: Vec<String> = (after.iter().zip(ask(&oracle, &after)).enumerate())
        .filter(|(_, (_, verdict))| !verdict.refused.is_empty())
        .map(|(at, (new, verdict))| format!("{}\n--- before\n{}\n--- after\n{new}", verdict.refused, taken[at / 2]))
        .collect();
    println!(
        "BuildKit takes {} of {} files; of {} hardened texts, {changed} of them changed, it refuses {}",
        taken.len(),
        all.len(),
        after.len(),
        refused.len()
    );
    assert!(taken.len() > 300 && changed > 300, "too few files to judge by");
    assert!(
        refused.is_empty(),
        "{}",
        refused.iter().take(10).cloned().collect::<Vec<_>>().join("\n\n")
    );
}
