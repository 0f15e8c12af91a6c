//! Colours, pipes and standard output.

use std::process::Stdio;

use crate::support::{Folder, Ran};

const BROKEN: &str = "FROM alpine:3.22\nFOO bar\n";

#[test]
fn a_pipe_is_plain_unless_colours_are_forced() {
    let folder = Folder::new();
    folder.write("Dockerfile", BROKEN);
    folder.run(&["audit"]).never("\u{1b}");
    let forced = |no_color: Option<&str>| {
        let mut command = folder.command(&["audit"]);
        command.env("CLICOLOR_FORCE", "1");
        if let Some(value) = no_color {
            command.env("NO_COLOR", value);
        }
        Ran::of(command.output().unwrap())
    };
    forced(None).says("\u{1b}[").says("syntax-error");
    forced(Some("1")).never("\u{1b}");
}

#[test]
fn diffs_are_coloured_too() {
    let folder = Folder::generated();
    folder.replace("Dockerfile", "EXPOSE 8080", "EXPOSE 8081");
    let output = folder.command(&["check"]).env("CLICOLOR_FORCE", "1").output().unwrap();
    Ran::of(output)
        .is(1)
        .says("\u{1b}[31m-EXPOSE 8081\u{1b}[0m\n\u{1b}[32m+EXPOSE 8080\u{1b}[0m\n");
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let folder = Folder::new();
    let mut child = folder
        .command(&["schema"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ran = Ran::of(child.wait_with_output().unwrap()).is(0);
    assert_eq!(ran.stderr, "");
}

#[test]
fn a_full_standard_output_is_a_failure() {
    let folder = Folder::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["schema"]).stdout(full).output().unwrap();
    Ran::of(output).is(2).tells("error: the output cannot be written");
}

#[test]
fn what_clap_makes_is_there() {
    let folder = Folder::new();
    folder.run(&["completions", "bash"]).is(0).says("_hullwright()");
    folder.run(&["completions", "fish"]).is(0).says("complete -c hullwright");
    folder.run(&["man"]).is(0).says(".TH hullwright 1");
    folder.run(&["man", "generate"]).is(0).says("hullwright\\-generate");
    folder.run(&["man", "nothing"]).is(2).tells("error: there is no such command");
    folder.run(&["schema"]).is(0).says("\"title\": \"hullwright app.toml\"");
}
