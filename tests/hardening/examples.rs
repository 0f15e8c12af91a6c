//! The pairs in `examples/hardening/`: each folder has a Dockerfile, what is found in it, and what becomes of it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use hullwright::audit::{Rule, audit, rule};

use crate::{
    golden::{differs, nothing_wrong},
    hardened, parse, policy,
};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/hardening");
    let mut folders: Vec<PathBuf> = fs::read_dir(root)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(folders.len() >= 15, "only {} pairs", folders.len());
    folders
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("Dockerfile")).expect("every pair has a Dockerfile")
}

#[test]
fn each_is_hardened_as_its_folder_says() {
    let policy = policy();
    let mut wrong = Vec::new();
    for folder in folders() {
        let text = read(&folder);
        let file = parse(&text);
        let found: String = audit(&file, &policy)
            .iter()
            .map(|f| {
                let at = file.source.location(f.place.span.start);
                let mends = f
                    .fix
                    .as_ref()
                    .map_or(String::new(), |fix| format!(" ({:?}: {})", fix.safety, fix.title).to_lowercase());
                format!(
                    "{}:{}: {}: {} [{}]{mends}\n",
                    at.line,
                    at.column,
                    f.severity.name(),
                    f.message,
                    f.rule
                )
            })
            .collect();
        let done = hardened(&text, &policy);
        wrong.extend(differs(&folder.join("findings.txt"), &found));
        wrong.extend(differs(&folder.join("Dockerfile.safe"), done.safe.text()));
        wrong.extend(differs(&folder.join("Dockerfile.hardened"), done.all.text()));
    }
    nothing_wrong(&wrong);
}

#[test]
fn every_rule_that_mends_something_there_says_where_more_is_written() {
    for folder in folders() {
        for applied in hardened(&read(&folder), &policy()).applied {
            let reference = rule(&applied.finding.rule).map(Rule::reference).unwrap_or_default();
            assert!(!reference.is_empty(), "{} has no reference", applied.finding.rule);
        }
    }
}
