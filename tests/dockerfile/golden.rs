//! Every `cases/*.Dockerfile` has a dump beside it that must not change; `UPDATE_GOLDEN=1` writes it anew.

use std::{fs, path::Path, sync::Arc};

use hullwright::{dockerfile::Dockerfile, source::Source};

use crate::dump::dump;

#[test]
fn every_case_reads_as_its_dump_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dockerfile/cases");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .expect("the folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|e| e == "Dockerfile"))
        .collect();
    cases.sort();
    assert!(cases.len() >= 40, "only {} cases were found", cases.len());
    let mut wrong = Vec::new();
    for path in &cases {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(path).expect("a case is UTF-8");
        let found = dump(&Dockerfile::parse(Arc::new(Source::new(name.as_str(), text))));
        let golden = path.with_extension("txt");
        if update {
            fs::write(&golden, &found).expect("the dump is written");
        }
        match fs::read_to_string(&golden) {
            Ok(expected) if expected == found => {}
            Ok(expected) => wrong.push(format!("{name}: differs\n--- expected\n{expected}--- found\n{found}")),
            Err(_) => wrong.push(format!("{name}: no dump beside it; found\n{found}")),
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn no_dump_is_without_its_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dockerfile/cases");
    for entry in fs::read_dir(&folder).expect("the folder of cases") {
        let path = entry.expect("an entry").path();
        assert!(path.with_extension("Dockerfile").exists(), "{} has no case", path.display());
    }
}
