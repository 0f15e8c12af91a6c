//! `cases/*/project`: a project each, the flags in `args` (`--yes` when there are none), and in `result.txt` all that comes of it. What app.toml does not
//! show stands in `holds`: texts of the Dockerfile, a line each, or behind `!` texts that it must not have.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::golden::{differs, nothing_wrong};

/// The folders of the cases, sorted.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/init/cases");
    let entries = fs::read_dir(folder).expect("the folder of cases is there");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be read").path()).collect();
    cases.sort();
    assert!(cases.len() >= 15, "only {} cases were found", cases.len());
    cases
}

/// A copy of a project in a folder named `shop`, so that what `init` makes of the folder's name is known.
pub fn copy(from: &Path, case: &str) -> PathBuf {
    let to = Path::new(env!("CARGO_TARGET_TMPDIR")).join("init").join(case).join("shop");
    let _ = fs::remove_dir_all(&to);
    copy_folder(from, &to);
    to
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let entry = entry.expect("it can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

/// Files below a folder by their path in it, sorted.
fn files(folder: &Path, below: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder.join(below)).expect("a folder can be read") {
        let entry = entry.expect("it can be read");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let path = if below.is_empty() { name } else { format!("{below}/{name}") };
        if entry.path().is_dir() {
            found.extend(files(folder, &path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Flags, parted by blanks; double quotes keep blanks together.
fn flags(text: &str) -> Vec<String> {
    let parts = text.trim().split('"').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

#[test]
fn every_project_becomes_what_was_seen_in_it() {
    let mut wrong = Vec::new();
    for case in cases() {
        let name = case.file_name().expect("it has a name").to_string_lossy().into_owned();
        let there = files(&case.join("project"), "");
        let folder = copy(&case.join("project"), &name);
        let asked = fs::read_to_string(case.join("args")).unwrap_or_else(|_| "--yes".to_owned());
        let output = Command::new(env!("CARGO_BIN_EXE_hullwright"))
            .arg("init")
            .args(flags(&asked))
            .current_dir(&folder)
            .stdin(Stdio::null())
            .env_remove("CLICOLOR_FORCE")
            .output()
            .expect("the program starts");
        let mut found = format!("$ hullwright init {}\n", asked.trim());
        found.push_str(&String::from_utf8_lossy(&output.stderr));
        found.push_str(&String::from_utf8_lossy(&output.stdout));
        writeln!(found, "? {}", output.status.code().expect("no signal ended it")).expect("a text takes a line");
        for file in files(&folder, "").into_iter().filter(|f| !there.contains(f)) {
            writeln!(found, "== {file}").expect("a text takes a line");
            if file.ends_with("app.toml") {
                found.push_str(&fs::read_to_string(folder.join(&file)).expect("it was just written"));
            }
        }
        let dockerfile = files(&folder, "")
            .into_iter()
            .find(|f| f.ends_with("Dockerfile") && !there.contains(f));
        let dockerfile = dockerfile.map(|f| fs::read_to_string(folder.join(f)).expect("it was just written"));
        let dockerfile = dockerfile.unwrap_or_default();
        for line in fs::read_to_string(case.join("holds")).unwrap_or_default().lines() {
            let (text, has) = line.strip_prefix('!').map_or((line, true), |text| (text, false));
            if dockerfile.is_empty() || dockerfile.contains(text) != has {
                wrong.push(format!("{name}: the Dockerfile is not as `holds` says: {line}\n{dockerfile}"));
            }
        }
        for file in &there {
            let before = fs::read(case.join("project").join(file)).expect("it is there");
            let after = fs::read(folder.join(file)).expect("it is still there");
            if before != after {
                wrong.push(format!("{name}: {file} was changed"));
            }
        }
        wrong.extend(differs(&case.join("result.txt"), &found));
    }
    nothing_wrong(&wrong);
}

#[test]
fn what_init_writes_is_what_check_finds_in_order() {
    for case in ["express", "rust-binary", "flask-postgres"] {
        let project = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/init/cases")
            .join(case)
            .join("project");
        let folder = copy(&project, &format!("{case}-checked"));
        let run = |args: &[&str]| {
            Command::new(env!("CARGO_BIN_EXE_hullwright"))
                .args(args)
                .current_dir(&folder)
                .env("SOURCE_DATE_EPOCH", "1790000000")
                .output()
                .expect("the program starts")
        };
        assert!(run(&["init", "--yes"]).status.success(), "{case} is written");
        let checked = run(&["check", "--max-age", "0"]);
        assert!(
            checked.status.success(),
            "{case}: {}{}",
            String::from_utf8_lossy(&checked.stdout),
            String::from_utf8_lossy(&checked.stderr)
        );
    }
}
