//! Hostile texts through parser, model, rules, fixes, hardening and reports: nothing panics, and what must hold holds.
//!
//! `cargo test` runs the kept corpus and a few hundred mutants of it. `FUZZ_SECONDS=60 cargo test --release --test fuzz` goes on for a minute;
//! `FUZZ_SEED` chooses other mutants. An input that fails is written to `fuzz/corpus/`, where it stays as a test.

#[path = "fuzz/corpus.rs"]
mod corpus;
#[path = "fuzz/hardened.rs"]
mod hardened;
#[path = "dockerfile/corpus.rs"]
mod lying;
#[path = "fuzz/probe.rs"]
mod probe;
// The same mutants and the same laws as in the tests of the model.
#[allow(dead_code)]
#[path = "dockerfile/mutate.rs"]
mod mutate;
#[path = "dockerfile/soundness.rs"]
mod soundness;

use std::{
    collections::BTreeSet,
    env,
    panic::catch_unwind,
    time::{Duration, Instant},
};

use mutate::{Random, mutant};

/// Mutants of a run without a time.
const A_FEW: usize = 500;

#[test]
fn the_kept_inputs_do_no_harm() {
    let kept = corpus::kept();
    assert!(kept.len() >= 20, "only {} inputs in fuzz/corpus", kept.len());
    for (path, text) in kept {
        assert!(catch_unwind(|| probe::probe(&text)).is_ok(), "{} fails", path.display());
    }
}

#[test]
fn mutants_do_no_harm() {
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let end = number("FUZZ_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let mut random = Random::new(number("FUZZ_SEED").unwrap_or(1));
    let mut texts: Vec<String> = corpus::kept().into_iter().map(|(_, text)| text).collect();
    texts.extend(mutate::cases());
    texts.extend(lying::corpus().into_iter().filter(|text| text.len() < 4_000));
    let mut seen: BTreeSet<u64> = texts.iter().map(|text| probe::probe(text)).collect();
    let first = texts.len();
    let mut count = 0;
    while end.map_or(count < A_FEW, |end| Instant::now() < end) {
        let text = mutant(&mut random, &texts);
        count += 1;
        match catch_unwind(|| probe::probe(&text)) {
            // what behaves like nothing before is worth another mutation
            Ok(behaviour) if seen.insert(behaviour) && text.len() < 4_000 => texts.push(text),
            Ok(_) => {}
            Err(_) => panic!("mutant {count} fails; it is kept as {}", corpus::keep(&text).display()),
        }
    }
    println!("{count} mutants, {} of them new in what they do", texts.len() - first);
}
