//! Examples whose packages are locked: `locked/*.lock` stand in for the locks of the examples of that name, which install by name only.

use std::{
    fs,
    path::{Path, PathBuf},
};

use hullwright::compile::{Library, Pinning};

use crate::{
    example::{Example, told},
    golden::{differs, nothing_wrong},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/locked")
}

/// These examples with these locks, sorted by name.
pub fn locked() -> Vec<Example> {
    let entries = fs::read_dir(folder()).expect("tests/examples/locked is there");
    let files = entries.map(|e| e.expect("it can be read").path());
    let mut locks: Vec<PathBuf> = files.filter(|p| p.extension().is_some_and(|e| e == "lock")).collect();
    locks.sort();
    assert!(locks.len() >= 2, "one of each family");
    let with = |lock: PathBuf| {
        let name = lock.file_stem().and_then(|n| n.to_str()).expect("names are UTF-8").to_owned();
        let example = Example::all().into_iter().find(|e| e.name == name);
        example.unwrap_or_else(|| panic!("there is no examples/{name}")).with_lock(lock)
    };
    locks.into_iter().map(with).collect()
}

#[test]
fn each_with_locked_packages_compiles_to_its_golden_dockerfile_and_keeps_its_lock() {
    let mut wrong = Vec::new();
    for example in locked() {
        let lock = example.lock();
        let pinning = Pinning {
            locked: true,
            unpinned: false,
        };
        let made = example.compile(&Library::builtin(), lock.as_ref(), pinning);
        let made = made.unwrap_or_else(|e| panic!("{}: {}", example.name, told(&e)));
        let file = |ending: &str| folder().join(format!("{}.{ending}", example.name));
        wrong.extend(differs(&file("Dockerfile"), made.dockerfile()));
        wrong.extend(differs(&file("lock"), made.lock()));
    }
    nothing_wrong(&wrong);
}
