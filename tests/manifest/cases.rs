//! `cases/*.toml`: each has mistakes, and beside it a text with all that is said about them.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use hullwright::{
    compile::{Inputs, Library, Memory, Pinning, compile},
    error::Error,
    finding::{Finding, Place},
    source::Source,
    value::shown,
};

use crate::golden::{differs, nothing_wrong};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/manifest/cases")
}

/// The cases, sorted: name and text.
fn cases() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder()).expect("the folder of cases is there");
    let mut cases: Vec<(String, String)> = entries
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            let name = path.file_stem().and_then(|n| n.to_str()).expect("names are UTF-8").to_owned();
            (name, fs::read_to_string(&path).expect("a case is UTF-8"))
        })
        .collect();
    cases.sort();
    assert!(cases.len() >= 50, "only {} cases were found", cases.len());
    cases
}

/// A folder in which every language finds what it needs.
fn project() -> Memory {
    Memory::new([
        ("app/main.py", "app = FastAPI()\n"),
        ("pyproject.toml", "[project]\ndependencies = [\"fastapi\", \"uvicorn\"]\n"),
        ("uv.lock", ""),
        ("requirements.txt", "fastapi==1\nuvicorn==1\n"),
        ("package.json", "{ \"scripts\": { \"start\": \"node server.js\" } }"),
        ("package-lock.json", "{}"),
        ("server.js", ""),
        ("go.mod", "module example.com/shop\n\ngo 1.27\n"),
        ("main.go", "package main\n"),
        ("Cargo.toml", "[package]\nname = \"shop\"\n"),
        ("Cargo.lock", ""),
        ("src/main.rs", "fn main() {}\n"),
        ("certs/ca.pem", "-----BEGIN CERTIFICATE-----\n"),
        ("certs/key.pem", "-----BEGIN PRIVATE KEY-----\n"),
        ("certs/odd.pem", "nothing of the kind\n"),
    ])
}

fn refused(text: &str) -> Error {
    let made = compile(Inputs {
        manifest: &Arc::new(Source::new("app.toml", text)),
        lock: None,
        project: &project(),
        library: &Library::builtin(),
        pinning: Pinning::default(),
    });
    made.expect_err("a case has a mistake in it")
}

/// Line, column, and what is underlined.
fn at(place: &Place) -> String {
    let start = place.source.location(place.span.start);
    format!("{}:{} `{}`", start.line, start.column, shown(place.source.slice(place.span)))
}

/// All that an error says.
fn told(error: &Error) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{text}").expect("a string takes all");
    if !error.message.is_empty() {
        line(format!("error: {}", error.message));
    }
    for finding in &error.findings {
        let label = if finding.label.is_empty() {
            String::new()
        } else {
            format!(" [{}]", finding.label)
        };
        line(format!("{} {}: {}{label}", at(&finding.place), finding.rule, finding.message));
        for related in &finding.related {
            line(format!("  {}: {}", at(&related.place), related.message));
        }
        for help in &finding.help {
            line(format!("  help: {help}"));
        }
    }
    for hint in &error.hints {
        line(format!("hint: {hint}"));
    }
    out
}

#[test]
fn each_case_is_told_as_its_golden_text_says() {
    let wrong: Vec<String> = cases()
        .iter()
        .filter_map(|(name, text)| differs(&folder().join(format!("{name}.txt")), &told(&refused(text))))
        .collect();
    nothing_wrong(&wrong);
}

#[test]
fn no_golden_text_is_without_its_case() {
    for entry in fs::read_dir(folder()).expect("the folder of cases is there") {
        let path = entry.expect("it can be read").path();
        let known = path.extension().is_some_and(|e| e == "toml" || e == "txt");
        assert!(
            known && path.with_extension("toml").is_file(),
            "{} belongs to no case",
            path.display()
        );
    }
}

#[test]
fn mistakes_are_told_in_the_order_of_the_file_and_none_twice() {
    for (name, text) in cases() {
        let findings = refused(&text).findings;
        assert!(!findings.is_empty(), "{name}: nothing is underlined");
        let spans: Vec<_> = findings.iter().map(|f| f.place.span).collect();
        assert!(spans.is_sorted(), "{name}: not in order");
        let distinct: BTreeSet<_> = findings.iter().map(|f| (f.place.span, &f.message)).collect();
        assert_eq!(distinct.len(), findings.len(), "{name}: something is said twice");
    }
}

#[test]
fn each_mistake_is_underlined_in_app_toml_and_told_in_one_plain_sentence() {
    for (name, text) in cases() {
        for Finding { place, message, help, .. } in refused(&text).findings {
            assert_eq!(place.source.name(), "app.toml", "{name}");
            assert!(place.span.end <= text.len(), "{name}: {message}");
            assert!(
                !message.is_empty() && !message.ends_with('.') && !message.contains('\n'),
                "{name}: {message}"
            );
            let first = message.chars().next().expect("it is not empty");
            let name_first = message.split(' ').next().is_some_and(|word| word.contains(char::is_uppercase));
            assert!(!first.is_uppercase() || name_first, "{name}: {message}");
            assert!(help.iter().all(|h| !h.is_empty() && !h.contains('\n')), "{name}: {help:?}");
        }
    }
}
