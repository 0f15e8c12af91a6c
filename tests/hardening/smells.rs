//! The eleven smells that DockerCleaner was measured by (ICSME 2023), in all Dockerfiles at hand (`tests/hardening/smells/` has some
//! just for them): how many of them hardening mends. Packages without a version are counted here by the smell's own definition, not by our rules.

use std::collections::BTreeMap;

use hullwright::{
    audit::{Level, Policy, Versions, audit},
    dockerfile::{Base, Dockerfile, Stage, shell::Command},
};

use crate::{corpus::texts, hardened, parse, policy};

/// The smells that our rules find.
const BY_RULE: [(&str, &[&str]); 6] = [
    ("--no-install-recommends is missing", &["recommended-packages"]),
    ("update stands alone", &["update-without-install"]),
    ("ADD instead of COPY", &["add-local"]),
    ("no USER", &["root-user"]),
    ("secrets in ARG or ENV", &["secret-in-arg", "secret-in-env"]),
    ("no HEALTHCHECK", &["missing-healthcheck"]),
];

/// The policy of somebody who asks for all of it and knows Alpine's index.
pub fn asking() -> Policy {
    let rows = include_str!("smells/alpine.tsv").lines().map(|line| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next().expect("three cells");
        (next(), next(), next(), "a test".to_owned())
    });
    let mut policy = policy();
    policy.levels.insert("moving-packages".to_owned(), Level::Info);
    policy.versions = Versions::from_iter(rows).over(&Versions::shipped());
    policy
}

/// What a command installs without a version: the smell's name, and how many packages.
fn unpinned(command: &Command) -> Option<(&'static str, usize)> {
    let words: Vec<&str> = command.words.iter().map(|w| w.value.as_str()).collect();
    let at = words.iter().position(|w| {
        let name = w.rsplit('/').next().unwrap_or(w);
        matches!(name, "apt-get" | "apt" | "apk" | "pip" | "pip3" | "npm" | "gem")
    })?;
    let manager = words[at].rsplit('/').next()?;
    let verbs: &[&str] = match manager {
        "apk" => &["add"],
        "npm" => &["install", "i"],
        _ => &["install"],
    };
    let verb = at + 1 + words[at + 1..].iter().position(|w| !w.starts_with('-'))?;
    if !verbs.contains(&words[verb]) {
        return None;
    }
    let elsewhere = [
        "-r",
        "--requirement",
        "-c",
        "--constraint",
        "--require-hashes",
        "-e",
        "--no-index",
        "-v",
        "--version",
    ];
    if matches!(manager, "pip" | "pip3" | "gem") && words.iter().any(|w| elsewhere.contains(w)) {
        return None;
    }
    let values = [
        "-t",
        "--virtual",
        "-i",
        "--index-url",
        "--extra-index-url",
        "--target",
        "--prefix",
        "-o",
        "--repository",
        "-X",
        "--find-links",
        "-f",
        "--target-release",
        "--trusted-host",
        "--only-binary",
        "--platform",
    ];
    let mut skip = false;
    let count = command.words[verb + 1..].iter().filter(|word| {
        let value = std::mem::replace(&mut skip, values.contains(&word.value.as_str()));
        let text = word.value.as_str();
        let name = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@') && !text.contains('/') | text.starts_with('@');
        let pinned = match manager {
            "npm" => text[1..].contains('@') && !text.ends_with("@latest") || text.contains(':'),
            "gem" => text.contains(':') || text.ends_with(".gem"),
            "pip" | "pip3" => {
                ["==", "~=", "<", "@", "://"].iter().any(|sign| text.contains(sign))
                    || matches!(text, "pip" | "setuptools" | "wheel")
                    || text.ends_with(".whl")
            }
            _ => text.contains(['=', '~', '<', '>', '@']),
        };
        !value && word.literal && name && !pinned && !text.ends_with(".tgz") && !text.ends_with('-')
    });
    let smell = match manager {
        "apk" => "apk packages without a version",
        "npm" => "npm packages without a version",
        "gem" => "gems without a version",
        "pip" | "pip3" => "pip packages without a version",
        _ => "apt packages without a version or snapshot",
    };
    Some((smell, count.count())).filter(|(_, count)| *count > 0)
}

/// Whether a stage, or one it is built on, takes its packages from a snapshot.
fn from_snapshot(file: &Dockerfile, stage: &Stage) -> bool {
    let here = file
        .instructions_of(stage)
        .iter()
        .any(|i| file.source.slice(i.span).contains("snapshot"));
    let below = match stage.base {
        Base::Stage(parent) => file.stages.get(parent).is_some_and(|parent| from_snapshot(file, parent)),
        _ => false,
    };
    here || below
}

/// How often each smell is there.
fn counted(text: &str, policy: &Policy) -> BTreeMap<&'static str, usize> {
    let file = parse(text);
    let mut counts = BTreeMap::new();
    for finding in audit(&file, policy) {
        if let Some((smell, _)) = BY_RULE.iter().find(|(_, rules)| rules.contains(&&*finding.rule)) {
            *counts.entry(*smell).or_default() += 1;
        }
    }
    for stage in &file.stages {
        let held = from_snapshot(&file, stage);
        let scripts = file.instructions_of(stage).iter().filter_map(|i| i.script());
        for (smell, count) in scripts.flat_map(|script| &script.commands).filter_map(unpinned) {
            if !(held && smell.starts_with("apt")) {
                *counts.entry(smell).or_default() += count;
            }
        }
    }
    counts
}

/// A file of its own, and not one that hardening has made already: blocks of the rules' pages show what is *not* mended, too, and the
/// parser's cases are lines of no image.
fn is_written_for_use(name: &str) -> bool {
    name.starts_with('/') && !name.ends_with(".safe") && !name.ends_with(".hardened")
}

#[test]
fn nearly_all_smells_are_mended() {
    let policy = asking();
    let mut sums: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut kept = Vec::new();
    let all = texts().into_iter();
    for (name, text) in all.filter(|(name, text)| is_written_for_use(name) && parse(text).problems.is_empty()) {
        let (before, after) = (counted(&text, &policy), counted(hardened(&text, &policy).all.text(), &policy));
        for (smell, count) in before {
            let left = after.get(smell).copied().unwrap_or_default();
            let entry = sums.entry(smell).or_default();
            *entry = (entry.0 + count, entry.1 + left);
            if left > 0 {
                kept.push(format!("{smell}: {left} of {count} in {name}"));
            }
        }
    }
    let rate = |(all, left): (usize, usize)| (all - left) as f64 * 100.0 / all as f64;
    let table: String = sums
        .iter()
        .map(|(smell, s)| format!("{:6.2} % of {:4}  {smell}\n", rate(*s), s.0))
        .collect();
    println!("{table}{}", kept.join("\n"));
    assert_eq!(sums.len(), 11, "a smell is not there at all\n{table}");
    for (smell, (all, left)) in sums {
        assert!(all >= 5, "only {all} places to measure by: {smell}\n{table}");
        assert!(left * 100 <= all, "{left} of {all} are left: {smell}\n{table}{}", kept.join("\n"));
    }
}
