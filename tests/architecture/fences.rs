//! Third-party crates and the world stay where they belong. Both tables are exact.

use std::{collections::BTreeSet, fs, path::Path};

use crate::{
    code::{Kind, only},
    files::files,
};

/// Each third-party crate and the files, or folders with a slash, that use it.
const CRATES: [(&str, &[&str]); 26] = [
    ("annotate_snippets", &["report/human.rs"]),
    ("anstream", &["main.rs"]),
    ("anstyle", &["diff/", "report/"]),
    ("base64", &["io/registry/"]),
    ("clap", &["cli/", "main.rs"]),
    ("clap_complete", &["cli/"]),
    ("clap_mangen", &["cli/"]),
    ("ecow", &["dockerfile/"]),
    ("flate2", &["audit/page_texts.rs", "compile/squeezed.rs", "io/archive/unpack.rs"]),
    ("inquire", &["commands/init/"]),
    (
        "jiff",
        &[
            "audit/policy.rs",
            "commands/check/",
            "commands/packages/",
            "commands/lock/",
            "commands/policies.rs",
            "commands/presets/",
            "compile/",
            "io/",
        ],
    ),
    ("lzma_rust2", &["io/archive/unpack.rs"]),
    ("memchr", &["source.rs"]),
    ("mimalloc", &["main.rs"]),
    ("rustix", &["io/stage.rs"]),
    ("schemars", &["audit/policy.rs", "compile/manifest/", "report/", "value/"]),
    (
        "serde",
        &[
            "audit/policy.rs",
            "commands/lock/",
            "commands/presets/",
            "compile/",
            "io/registry/",
            "packages/mod.rs",
            "report/",
            "value/",
        ],
    ),
    (
        "serde_json",
        &[
            "audit/",
            "commands/init/flags.rs",
            "commands/presets/",
            "compile/",
            "io/registry/",
            "report/",
        ],
    ),
    ("serde_spanned", &["compile/manifest/at.rs"]),
    (
        "sha2",
        &["compile/header.rs", "io/archive/", "io/registry/", "report/fingerprint.rs"],
    ),
    ("similar", &["diff/"]),
    ("strsim", &["audit/from_flags.rs", "packages/nearest.rs", "value/nearest.rs"]),
    ("tera", &["compile/render/"]),
    ("thin_vec", &["audit/rule.rs", "dockerfile/", "finding.rs"]),
    ("toml", &["compile/"]),
    ("ureq", &["io/archive/download.rs", "io/registry/"]),
];

/// What reaches the world, and the files that may.
const WORLD: [(&[&str], &[&str]); 8] = [
    (&["std", "fs"], &["io/"]),
    (&["std", "env"], &["bar.rs", "io/"]),
    // Addresses are told from names there; nothing is connected.
    (&["std", "net"], &["value/registry.rs"]),
    (&["std", "time", "SystemTime"], &[]),
    (&["std", "time", "Instant"], &["bar.rs"]),
    (&["Timestamp", "now"], &["io/disk.rs"]),
    (&["Zoned", "now"], &[]),
    (&["std", "process", "Command"], &["io/registry/credentials/helper.rs"]),
];

fn covers(place: &str, path: &str) -> bool {
    place == path || (place.ends_with('/') && path.starts_with(place))
}

/// Where paths that begin like this, and go on, are used.
fn used_in(start: &[&str]) -> BTreeSet<String> {
    let least = start.len().max(2);
    let begins = |path: &Vec<String>| path.len() >= least && path.iter().zip(start).all(|(a, b)| a == b);
    let users = files().iter().filter(|file| file.paths.iter().any(begins));
    users.map(|file| file.path.clone()).collect()
}

/// A use outside of the places, or a place that nothing uses.
fn breaches(what: &str, used: &BTreeSet<String>, places: &[&str]) -> Vec<String> {
    let outside = used.iter().filter(|path| !places.iter().any(|p| covers(p, path)));
    let idle = places.iter().filter(|place| !used.iter().any(|path| covers(place, path)));
    outside
        .map(|path| format!("{what} is used in src/{path}"))
        .chain(idle.map(|place| format!("{what} is no longer used in src/{place}: take that out of the table")))
        .collect()
}

#[test]
fn each_third_party_crate_stays_in_its_place() {
    let breaches: Vec<String> = CRATES
        .iter()
        .flat_map(|(name, places)| breaches(name, &used_in(&[name]), places))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn every_dependency_stands_in_the_table() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("it is there");
    let manifest: toml::Table = toml::from_str(&text).expect("it is TOML");
    let mut declared = BTreeSet::new();
    let mut add = |table: Option<&toml::Value>| {
        let table = table.and_then(toml::Value::as_table);
        declared.extend(table.into_iter().flat_map(|t| t.keys().map(|k| k.replace('-', "_"))));
    };
    add(manifest.get("dependencies"));
    for target in manifest
        .get("target")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(|t| t.values())
    {
        add(target.get("dependencies"));
    }
    let listed: BTreeSet<String> = CRATES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(declared, listed, "left: Cargo.toml; right: the table");
}

#[test]
fn files_clock_environment_and_network_are_reached_through_io_only() {
    let breaches: Vec<String> = WORLD
        .iter()
        .flat_map(|(start, places)| breaches(&start.join("::"), &used_in(start), places))
        .collect();
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn nothing_is_called_unsafe() {
    for file in files() {
        let code = only(&file.text, &[Kind::Code]);
        let word = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).find(|w| *w == "unsafe");
        assert!(word.is_none(), "src/{} says `unsafe`", file.path);
    }
}
