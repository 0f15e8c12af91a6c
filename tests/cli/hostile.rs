//! Text from a hostile file or file name never reaches a terminal raw.

use crate::support::{APP, Folder, LIBRARY, Ran};

/// An escape sequence, an eight-bit one, a direction mark, a zero-width space, a tag character, a bell.
const NASTY: &str = "\u{1b}[31m\u{9b}31m\u{202e}\u{200b}\u{e0041}\u{7}";

/// Checks that nothing of it is there raw.
#[track_caller]
fn harmless(ran: &Ran) {
    for text in [&ran.stdout, &ran.stderr] {
        let raw = text.chars().find(|c| hullwright::value::is_hidden(*c) && !matches!(c, '\n' | '\t'));
        assert_eq!(raw, None, "{text:?}");
    }
}

#[test]
fn a_hostile_dockerfile_is_shown_harmlessly() {
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM alpine:3.22\n{NASTY}FOO {NASTY}\nRUN echo {NASTY}\rx\n"));
    for args in [&["audit"][..], &["audit", "--format", "json"]] {
        let ran = folder.run(args).is(1);
        harmless(&ran);
        ran.says("syntax-error");
    }
}

#[test]
fn a_hostile_file_name_is_shown_harmlessly() {
    let folder = Folder::new();
    let name = format!("{NASTY}\n.Dockerfile");
    folder.write(&name, "FOO\n");
    for args in [&["audit"][..], &["audit", "--format", "json"], &["audit", &name, "nope\u{1b}[2J"]] {
        harmless(&folder.run(args));
    }
    folder.write(&format!("{NASTY}/app.toml"), format!("{APP}{NASTY}\n"));
    for args in [&["generate"][..], &["check"], &["check", "--format", "json"], &["lock"], &["plan"]] {
        harmless(&folder.run(args).is(2));
    }
}

#[test]
fn a_hostile_app_toml_is_shown_harmlessly() {
    let folder = Folder::project();
    for line in [
        format!(
            "\"{}\" = 1",
            NASTY.escape_unicode().to_string().replace("\\u{", "\\U{").replace(['{', '}'], "")
        ),
        format!("version = \"{NASTY}\""),
        format!("version = '{}'", "\u{202e}\u{200b}"),
        "language = \"\\u001b[31m\"".to_owned(),
    ] {
        folder.write("app.toml", format!("[app]\nname = \"x\"\n{line}\n"));
        harmless(&folder.run(&["generate"]).is(2));
        harmless(&folder.run(&["check", "--format", "json"]).is(2));
    }
}

#[test]
fn a_hostile_dockerfile_by_hand_is_shown_harmlessly_in_the_diff() {
    let folder = Folder::project();
    folder.write("Dockerfile", format!("FROM alpine\nRUN echo {NASTY}\n"));
    let ran = folder.run(&["generate"]).is(2);
    harmless(&ran);
    ran.tells("-RUN echo \\u{1b}[31m\\u{9b}31m\\u{202e}\\u{200b}\\u{e0041}\\u{7}\n");
    harmless(&folder.run(&["check"]).is(1));
}

#[test]
fn a_hostile_argument_is_shown_harmlessly() {
    let folder = Folder::new();
    for args in [
        &["explain", NASTY][..],
        &["presets", NASTY],
        &["presets", "--templates", NASTY],
        &["generate", NASTY],
        &["generate", "--templates", NASTY],
        &["audit", NASTY],
        &["man", NASTY],
    ] {
        harmless(&folder.run(args).is(2));
    }
    assert!(std::path::Path::new(LIBRARY).exists());
}
