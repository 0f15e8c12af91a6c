//! Who may look at whom. The table is exact: a use that is not in it fails, and so does an entry that nothing uses.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::{File, files};

/// Each module and the modules that it uses. A module may use only those that stand before it.
const USES: [(&str, &[&str]); 16] = [
    ("sorting", &[]),
    ("parallel", &["sorting"]),
    ("source", &[]),
    ("value", &[]),
    ("diff", &["value"]),
    ("packages", &[]),
    ("edit", &["source"]),
    ("finding", &["sorting", "source", "edit"]),
    ("error", &["finding"]),
    ("dockerfile", &["sorting", "parallel", "source", "value"]),
    (
        "audit",
        &["sorting", "parallel", "source", "value", "edit", "finding", "dockerfile"],
    ),
    (
        "compile",
        &["sorting", "source", "value", "packages", "finding", "error", "dockerfile", "audit"],
    ),
    (
        "report",
        &["sorting", "source", "value", "diff", "edit", "finding", "error", "audit"],
    ),
    (
        "io",
        &["sorting", "value", "diff", "packages", "error", "audit", "compile", "report"],
    ),
    (
        "commands",
        &[
            "sorting",
            "parallel",
            "source",
            "value",
            "diff",
            "packages",
            "finding",
            "error",
            "dockerfile",
            "audit",
            "compile",
            "report",
            "io",
        ],
    ),
    ("main", &["finding", "error", "compile", "report", "io", "commands"]),
];

/// The top-level modules that a file names: as `crate::x`, through enough `super::`, or from the outside as `hullwright::x`.
fn used(file: &File) -> BTreeSet<String> {
    let known = |word: &String| USES.iter().any(|(module, _)| module == word);
    let mut used = BTreeSet::new();
    for path in &file.paths {
        let up = path.iter().take_while(|word| *word == "super").count();
        let named = match path[0].as_str() {
            "crate" | "hullwright" => path.get(1),
            "super" if up >= file.depth() => path.get(up),
            _ => None,
        };
        used.extend(named.filter(|word| known(word)).cloned());
    }
    used.remove(file.module());
    used
}

/// All uses, by module.
fn all_used() -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files() {
        // `lib.rs` only lists the modules; `cli.rs` and `bar.rs` belong to the program, as `main.rs` does.
        let module = match file.module() {
            "lib" => continue,
            "cli" | "bar" => "main",
            module => module,
        };
        all.entry(module.to_owned()).or_default().extend(used(file));
    }
    all
}

#[test]
fn each_module_uses_exactly_what_the_table_says() {
    let expected: BTreeMap<String, BTreeSet<String>> = USES
        .iter()
        .map(|(module, uses)| ((*module).to_owned(), uses.iter().map(|u| (*u).to_owned()).collect()))
        .collect();
    let found = all_used();
    let mut wrong = Vec::new();
    for (module, uses) in &found {
        let allowed = expected.get(module).unwrap_or_else(|| panic!("src/{module} is not in the table"));
        wrong.extend(uses.difference(allowed).map(|u| format!("{module} may not use {u}")));
        let idle = allowed.difference(uses);
        wrong.extend(idle.map(|u| format!("{module} no longer uses {u}: take it out of the table")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found.len(), expected.len(), "every module of the table is there");
}

#[test]
fn the_table_only_looks_to_the_left_so_there_is_no_cycle() {
    for (at, (module, uses)) in USES.iter().enumerate() {
        for used in *uses {
            let stands = USES[..at].iter().any(|(left, _)| left == used);
            assert!(stands, "{used} does not stand left of {module}");
        }
    }
}

#[test]
fn the_table_is_in_the_order_that_the_library_announces() {
    let lib = files().iter().find(|f| f.path == "lib.rs").expect("it is there");
    let order: Vec<&str> = lib
        .text
        .lines()
        .find_map(|line| line.strip_prefix("//! `"))
        .expect("the map is in its first lines")
        .trim_end_matches(['`', '.'])
        .split([',', '<', ' '])
        .filter(|word| !word.is_empty())
        .collect();
    let table: Vec<&str> = USES.iter().map(|(module, _)| *module).filter(|m| *m != "main").collect();
    assert_eq!(order, table);
}

#[test]
fn a_way_up_to_the_root_is_seen() {
    let sees = |path, text: &str| used(&File::new(path, text.to_owned())).into_iter().collect::<Vec<_>>();
    assert_eq!(sees("audit/rules/x.rs", "use super::super::super::compile::y;"), ["compile"]);
    assert_eq!(sees("audit/mod.rs", "use super::{io, super_x};"), ["io"]);
    assert_eq!(
        sees("audit/x.rs", "use super::io; // crate::compile\nconst A: &str = \"crate::io\";"),
        [""; 0]
    );
    assert_eq!(
        sees("edit.rs", "fn f() -> crate::source::Span { hullwright::value::x() }"),
        ["source", "value"]
    );
}
