//! What hardening must never do, over every Dockerfile at hand and over mutants of them.

use std::{env, thread};

use hullwright::{
    audit::{Policy, harden::Hardened},
    dockerfile::{Base, Body, Run},
};

use crate::{
    corpus::texts,
    hardened,
    mutate::{Random, mutant},
    parse, policy,
};

/// The comments of a text, in order.
fn comments(text: &str) -> Vec<String> {
    let file = parse(text);
    file.comments.iter().map(|span| file.source.slice(*span).to_owned()).collect()
}

/// Whether all lines of the old text that no fix touched stand in the new one, in their order.
fn keeps_untouched_lines(old: &str, done: &Hardened) -> bool {
    let file = parse(old);
    let source = &file.source;
    let mut touched = vec![false; old.lines().count() + 2];
    for place in done.applied.iter().flat_map(|applied| &applied.places) {
        for line in source.line(place.start)..=source.line(place.end) {
            touched[line.min(old.lines().count() + 1)] = true;
        }
    }
    let mut new = done.all.text().lines();
    let mut kept = old.lines().enumerate().filter(|(at, _)| !touched[at + 1]);
    kept.all(|(_, line)| new.any(|other| other == line))
}

/// How many steps install with apt although nothing before them, in the stages they are built on, fetched the lists that are there.
fn installs_without_lists(text: &str) -> usize {
    let file = parse(text);
    let mut there: Vec<bool> = Vec::new();
    let mut without = 0;
    for stage in &file.stages {
        let mut lists = match stage.base {
            Base::Stage(parent) => there.get(parent).copied().unwrap_or_default(),
            _ => false,
        };
        for instruction in file.instructions_of(stage) {
            let Body::Run(Run::Shell(script)) = &instruction.body else {
                continue;
            };
            for command in &script.commands {
                let mut words = command.words.iter().map(|w| w.value.as_str());
                let apt = words.any(|w| matches!(w, "apt" | "apt-get"));
                let verb = words.find(|w| !w.starts_with('-')).filter(|_| apt);
                let fetches = verb == Some("update");
                let throws_away = command.program() == "rm" && command.words.iter().any(|w| w.value.contains("/var/lib/apt/lists"));
                lists = (lists || fetches) && !throws_away;
                without += usize::from(verb == Some("install") && !lists);
            }
        }
        there.push(lists);
    }
    without
}

/// Everything that must hold for one text; says what does not.
fn broken(text: &str, policy: &Policy) -> Option<&'static str> {
    let done = hardened(text, policy);
    let (safe, all) = (done.safe.text(), done.all.text());
    if parse(text).problems.is_empty() && !(parse(safe).problems.is_empty() && parse(all).problems.is_empty()) {
        return Some("is no longer accepted");
    }
    if comments(text) != comments(safe) || comments(text) != comments(all) {
        return Some("has other comments");
    }
    let before = installs_without_lists(text);
    if installs_without_lists(safe) > before || installs_without_lists(all) > before {
        return Some("installs without lists");
    }
    if !keeps_untouched_lines(text, &done) {
        return Some("lost a line that no fix touched");
    }
    if safe != text && hardened(safe, policy).safe.text() != safe {
        return Some("changes again when the safe version is hardened");
    }
    if all != text && hardened(all, policy).all.text() != all {
        return Some("changes again when it is hardened twice");
    }
    None
}

#[test]
fn nothing_at_hand_is_broken() {
    let policy = policy();
    let wrong: Vec<String> = texts()
        .iter()
        .filter_map(|(name, text)| Some(format!("{name} {}", broken(text, &policy)?)))
        .collect();
    assert!(wrong.is_empty(), "{} broken\n{}", wrong.len(), wrong.join("\n"));
}

/// What mutants are made of.
pub fn bases_of_mutants() -> Vec<String> {
    let texts = texts().into_iter().map(|(_, text)| text);
    texts.filter(|text| (1..10_000).contains(&text.len())).collect()
}

/// How many mutants are tried: few in each run, and as many as `HULLWRIGHT_MUTANTS` says where there is time.
fn mutants() -> usize {
    env::var("HULLWRIGHT_MUTANTS").map_or(1500, |text| text.parse().expect("a number"))
}

/// Where random numbers begin: other mutants for each `HULLWRIGHT_SEED`.
fn seed() -> u64 {
    env::var("HULLWRIGHT_SEED").map_or(6, |text| text.parse().expect("a number"))
}

#[test]
fn no_mutant_of_anything_at_hand_is_broken() {
    let policy = policy();
    let texts = bases_of_mutants();
    // each thread has a number of its own, so that a run with more of them begins like a run with fewer
    let threads = thread::available_parallelism().map_or(1, usize::from).min(mutants().div_ceil(750));
    let each = mutants().div_ceil(threads);
    let wrong: Vec<String> = thread::scope(|scope| {
        let one = |seed: u64| {
            let (policy, texts) = (&policy, &texts);
            scope.spawn(move || {
                let mut random = Random::new(seed);
                (0..each).find_map(|_| {
                    let text = mutant(&mut random, texts);
                    let why = broken(&text, policy)?;
                    let done = hardened(&text, policy);
                    Some(format!(
                        "{why}:\n{text:?}\nsafe: {:?}\nall: {:?}",
                        done.safe.text(),
                        done.all.text()
                    ))
                })
            })
        };
        let all: Vec<_> = (0..threads as u64).map(|at| one(seed() + at)).collect();
        all.into_iter().filter_map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn line_endings_of_windows_stay() {
    let policy = policy();
    for (name, text) in texts().iter().filter(|(_, text)| !text.contains('\r')) {
        let windows = text.replace('\n', "\r\n");
        let done = hardened(&windows, &policy);
        let lone = done.all.text().replace("\r\n", "").contains('\n');
        assert!(!lone, "{name}:\n{:?}", done.all.text());
    }
}
