//! The same input gives the same bytes, however the keys of its tables are ordered and however many threads compile at once.

use std::{collections::BTreeSet, fmt::Write as _, sync::Arc, thread};

use hullwright::{
    compile::{Inputs, Library, Pinning, compile},
    source::Source,
};

use crate::{
    disk::Disk,
    example::{Example, told},
    xorshift::Xorshift,
};

/// What is added to an example so that every table has keys to shuffle.
const MORE: &str = r#"
[build]
env = { A = "1", B = "$x", C = "\"", PIP_NO_INPUT = "0", Z = "" }
packages = ["zip", "git"]
secrets = [{ id = "one", env = "ONE" }, { id = "two" }]
options = { hashes = true }

[runtime]
env = { LOG = "info", A = "b c", HOME = "/nowhere" }
ports = [9000, 8000]
health = { path = "/healthz", interval = 7, timeout = 6, start = 5, retries = 4 }
user = { uid = 4711, gid = 4712 }
writable = ["/app/b", "/app/a"]

[image]
title = "t"
vendor = "v"
url = "u"
labels = { b = "2", a = "1", c = "3" }

[policy.levels]
missing-healthcheck = "error"
latest-tag = "error"
"#;

fn inline(value: &toml::Value, rng: &mut Xorshift) -> String {
    match value {
        toml::Value::Table(table) => format!("{{ {} }}", pairs(table, rng).join(", ")),
        toml::Value::Array(items) => format!("[{}]", items.iter().map(|i| inline(i, rng)).collect::<Vec<_>>().join(", ")),
        plain => plain.to_string(),
    }
}

fn pairs(table: &toml::Table, rng: &mut Xorshift) -> Vec<String> {
    let pairs = table
        .iter()
        .map(|(key, value)| format!("{} = {}", toml::Value::from(key.as_str()), inline(value, rng)));
    let mut pairs: Vec<String> = pairs.collect();
    for at in (1..pairs.len()).rev() {
        pairs.swap(at, rng.below(at + 1));
    }
    pairs
}

/// The same manifest with its sections, and the keys of every table in it, in another order.
fn shuffled(manifest: &toml::Table, rng: &mut Xorshift) -> String {
    let mut names: Vec<&String> = manifest.keys().collect();
    let mut out = String::new();
    while !names.is_empty() {
        let name = names.swap_remove(rng.below(names.len()));
        let table = manifest[name].as_table().expect("every section is a table");
        let _ = writeln!(out, "[{name}]\n{}\n", pairs(table, rng).join("\n"));
    }
    out
}

#[test]
fn a_thousand_shuffled_compilations_on_one_two_and_eight_threads_have_one_result() {
    let all = Example::all();
    let example = all.iter().find(|e| e.name == "python-pip-flask").expect("it is there");
    let mut manifest: toml::Table = toml::from_str(MORE).expect("it is TOML");
    manifest
        .extend(toml::from_str::<toml::Table>("[app]\nname = \"same\"\nlanguage = \"python\"\nversion = \"3.13\"").expect("it is TOML"));
    let library = Library::builtin();
    let one = |seed: usize| {
        let mut rng = Xorshift::new(seed as u64);
        let text = shuffled(&manifest, &mut rng);
        let made = compile(Inputs {
            manifest: &Arc::new(Source::new("app.toml", text.as_str())),
            lock: None,
            project: &Disk::new(&example.folder),
            library: &library,
            pinning: Pinning::default(),
        });
        let made = made.unwrap_or_else(|e| panic!("{}\n{text}", told(&e)));
        let files = [made.dockerfile(), made.dockerignore(), made.lock()].map(str::to_owned);
        (text, files)
    };
    let mut inputs = BTreeSet::new();
    let mut results = BTreeSet::new();
    for (first, threads) in [(0, 1), (200, 2), (600, 8)] {
        let each = if threads == 1 { 200 } else { 400 / threads };
        let done: Vec<_> = thread::scope(|scope| {
            let start = |n: usize| scope.spawn(move || (0..each).map(|k| one(first + n * each + k)).collect::<Vec<_>>());
            let running: Vec<_> = (0..threads).map(start).collect();
            running.into_iter().flat_map(|t| t.join().expect("no thread panics")).collect()
        });
        for (text, files) in done {
            inputs.insert(text);
            results.insert(files);
        }
    }
    assert_eq!(inputs.len(), 1000, "the order of the keys differs each time");
    assert_eq!(results.len(), 1, "the result does not");
}
