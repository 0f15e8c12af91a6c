//! What the README shows is what happens: its app.toml, its Dockerfile and its finding are compiled, compared and audited here.

use std::{fs, path::Path, process::Command, sync::Arc};

use hullwright::{
    compile::{self, Inputs, Library, Memory, Pinning},
    source::Source,
};

/// The fenced blocks of the README of one kind, in order.
fn blocks(kind: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let opening = format!("\n```{kind}\n");
    let blocks: Vec<String> = text
        .split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .map(|b| format!("{b}\n"))
        .collect();
    assert!(!blocks.is_empty(), "the README has no block of {kind}");
    blocks
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn example(file: &str) -> String {
    fs::read_to_string(root().join("examples/python-uv-fastapi").join(file)).expect("the README's example is there")
}

#[test]
fn the_first_app_toml_is_the_examples_own() {
    let shown = &blocks("toml")[0];
    let real: String = example("app.toml")
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("#:schema"))
        .collect();
    assert_eq!(*shown, real);
}

#[test]
fn the_dockerfile_is_what_it_compiles_to() {
    assert_eq!(blocks("dockerfile")[0], example("Dockerfile"));
}

#[test]
fn every_key_of_the_long_app_toml_is_accepted() {
    let source = Arc::new(Source::new("README.md", blocks("toml")[1].clone()));
    let files = ["uv.lock", "pyproject.toml", "app/main.py", "web/dist/index.html", "schema/x.json"];
    let front = [
        ("web/package.json", r#"{ "scripts": { "build": "vite build" } }"#),
        ("web/package-lock.json", "{}"),
    ];
    let project = Memory::new(files.map(|f| (f, "")).into_iter().chain(front));
    let library = Library::builtin();
    let inputs = Inputs {
        manifest: &source,
        lock: None,
        project: &project,
        library: &library,
        pinning: Pinning::default(),
    };
    if let Err(error) = compile::compile(inputs) {
        let said: Vec<String> = error
            .findings
            .iter()
            .map(|f| format!("{:?}: {}", source.location(f.place.span.start), f.message))
            .collect();
        panic!("{error}\n{}", said.join("\n"));
    }
}

#[test]
fn the_finding_is_what_audit_says() {
    let text = fs::read_to_string(root().join("README.md")).expect("there is a README");
    let start = text.find("    error[root-user]").expect("the README shows a finding");
    let shown: Vec<&str> = text[start..]
        .lines()
        .take_while(|line| line.starts_with("    "))
        .map(|line| &line[4..])
        .collect();
    let folder = std::env::temp_dir().join(format!("hullwright-readme-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a scratch folder");
    fs::write(folder.join("Dockerfile"), "FROM ubuntu:latest\n").expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_hullwright"))
        .args(["audit", "Dockerfile"])
        .current_dir(&folder)
        .output();
    let _ = fs::remove_dir_all(&folder);
    let said = String::from_utf8_lossy(&output.expect("the program runs").stdout).into_owned();
    assert!(
        said.contains(&shown.join("\n")),
        "the README shows\n{}\nbut audit says\n{said}",
        shown.join("\n")
    );
}
