//! The conversation, in a real pseudo-terminal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{cases::copy, terminal::Terminal};

const ENTER: &str = "\r";
const ESCAPE: &str = "\u{1b}";
const BACKSPACE: &str = "\u{7f}";
const CONTROL_C: &str = "\u{3}";
const DOWN: &str = "\u{1b}[B";

fn project(case: &str, test: &str) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/init/cases")
        .join(case)
        .join("project");
    copy(&from, test)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let mut names: Vec<String> = entries
        .map(|e| e.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn manifest(folder: &Path) -> String {
    fs::read_to_string(folder.join("app.toml")).expect("it was written")
}

#[test]
fn one_answer_is_enough_when_everything_was_seen() {
    let folder = project("express", "talk-enough");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("src/index.js:3");
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("wrote app.toml, Dockerfile, .dockerignore, app.lock"), "{said}");
    assert!(manifest(&folder).contains("ports = [4000]"));
}

#[test]
fn what_cannot_be_seen_is_asked_for_and_checked() {
    let folder = project("no-command", "talk-command");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("How the app starts could not be seen");
    terminal.expect("Start command:");
    terminal.press("python tool.py | tee log");
    terminal.press(ENTER);
    terminal.expect("needs a shell");
    terminal.press(&BACKSPACE.repeat(10));
    terminal.press(ENTER);
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(
        manifest(&folder).contains(r#"command = ["python", "tool.py"]"#),
        "{}",
        manifest(&folder)
    );
}

#[test]
fn a_change_is_made_shown_and_written() {
    let folder = project("express", "talk-change");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("What next?");
    terminal.expect("Esc to leave");
    terminal.press(&DOWN.repeat(3));
    terminal.press(ENTER);
    terminal.expect("What the app runs on:");
    terminal.expect("Esc goes back");
    terminal.press(DOWN);
    terminal.press(ENTER);
    terminal.expect("distroless");
    terminal.expect("What next?");
    terminal.expect("Esc to leave");
    terminal.press(DOWN);
    terminal.press(ENTER);
    terminal.expect("FROM gcr.io/distroless/nodejs24-debian13:nonroot@sha256:");
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(manifest(&folder).contains("base = \"distroless\""));
}

#[test]
fn a_question_can_be_left_without_an_answer() {
    let folder = project("express", "talk-back");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("Esc to leave");
    terminal.press(&DOWN.repeat(5));
    terminal.press(ENTER);
    terminal.expect("Port that it listens on:");
    terminal.press("99");
    terminal.press(ESCAPE);
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(manifest(&folder).contains("ports = [4000]"));
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    for keys in [CONTROL_C, ESCAPE] {
        let folder = project("express", "talk-interrupt");
        let before = names(&folder);
        let mut terminal = Terminal::start(&folder, &[]);
        terminal.expect("Esc to leave");
        terminal.press(keys);
        let (code, said) = terminal.end();
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("nothing was written"), "{said}");
        assert_eq!(names(&folder), before);
    }
}

#[test]
fn the_language_is_asked_for_when_two_speak_for_themselves() {
    let folder = project("two-languages", "talk-language");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("What is the app that runs written in?");
    terminal.expect("package.json");
    terminal.press(ENTER);
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(manifest(&folder).contains("language = \"go\""), "{}", manifest(&folder));
}

#[test]
fn services_of_a_monorepo_are_chosen() {
    let folder = project("monorepo", "talk-services");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("there are services below it");
    terminal.expect("services/api");
    terminal.expect("Enter goes on");
    // The second one is left out.
    terminal.press(DOWN);
    terminal.press(" ");
    terminal.press(ENTER);
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(folder.join("services/api/app.toml").exists());
    assert!(!folder.join("web/app.toml").exists());
}

#[test]
fn the_app_of_a_workspace_is_chosen() {
    let folder = project("npm-workspace-several", "talk-app");
    let mut terminal = Terminal::start(&folder, &[]);
    terminal.expect("This is a workspace. Which of its apps is the image for?");
    terminal.expect("apps/admin: node apps/admin/server.js");
    terminal.expect("apps/web: node apps/web/server.js");
    terminal.expect("Esc leaves, and nothing is written");
    terminal.press(DOWN);
    terminal.press(ENTER);
    terminal.expect("node apps/web/server.js");
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("note: the image is for apps/web"), "{said}");
    assert!(
        manifest(&folder).contains(r#"command = ["node", "apps/web/server.js"]"#),
        "{}",
        manifest(&folder)
    );
}

#[test]
fn with_yes_nothing_is_asked_even_in_a_terminal() {
    let folder = project("express", "talk-yes");
    let (code, said) = Terminal::start(&folder, &["--yes"]).end();
    assert_eq!(code, 0, "{said}");
    assert!(!said.contains('?'), "{said}");
    assert!(folder.join("Dockerfile").exists());
}

#[test]
fn what_a_dockerfile_does_not_give_is_told_before_anything_is_asked() {
    let folder = project("from-flask-single-stage", "talk-from");
    let mut terminal = Terminal::start(&folder, &["--from", "Dockerfile"]);
    terminal.expect("Not taken over from Dockerfile");
    terminal.expect("hand it over when the container starts");
    terminal.expect("What next?");
    terminal.press(ENTER);
    let (code, said) = terminal.end();
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("hullwright diff --compiled"), "{said}");
    assert!(manifest(&folder).contains("stop = \"SIGINT\""), "{}", manifest(&folder));
    assert!(!folder.join("app.lock").exists(), "the Dockerfile stays, so nothing else is made");
}
