//! The policy: where it is found, what wins, what it can waive, and when a waiver ends.

use std::fs;

use crate::support::Folder;

/// Every key of hullwright.toml.
pub const EVERYTHING: &str = r#"
[policy]
allow-registries = ["docker.io/library"]
trust-frontends = ["docker.io/acme/dockerfile"]
required-labels = ["org.opencontainers.image.source"]
inline-ignores = "own"
ignore = [{ rule = "missing-healthcheck", reason = "probed by the orchestrator", until = "2027-06-30" }]

[policy.levels]
maintainer = "off"
sudo-used = "error"
"#;

const SUDO: &str =
    "FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\nUSER 1:1\nRUN sudo a\nMAINTAINER b\n";

fn level(rule: &str, level: &str) -> String {
    format!("[policy.levels]\n{rule} = \"{level}\"\n")
}

#[test]
fn it_is_found_up_the_tree_as_far_as_the_repository_goes() {
    let folder = Folder::new();
    folder.write("hullwright.toml", level("sudo-used", "off"));
    folder.write("repo/a/b/Dockerfile", SUDO);
    folder.run(&["audit"]).is(0).never("sudo-used");
    fs::create_dir(folder.path("repo/.git")).unwrap();
    folder.run(&["audit"]).is(1).says("warning[sudo-used]");
    // From wherever it is asked, and also through `..`.
    fs::remove_dir(folder.path("repo/.git")).unwrap();
    for (place, path) in [
        ("repo/a", "b/Dockerfile"),
        ("repo/a/b", "Dockerfile"),
        ("repo", "../repo/a/b"),
        ("repo/a/b", "."),
    ] {
        let mut command = folder.command(&["audit", path]);
        let output = command.current_dir(folder.path(place)).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{place}: {path}");
    }
    // Standard input is judged like a file in this folder.
    folder.run_with(&["audit", "-"], SUDO.as_bytes()).is(0).never("sudo-used");
}

#[test]
fn the_nearer_file_wins_and_waivers_add_up() {
    let folder = Folder::new();
    folder.write("a/Dockerfile", SUDO);
    folder.write("hullwright.toml", level("sudo-used", "off"));
    folder.write("a/hullwright.toml", level("sudo-used", "error"));
    folder.run(&["audit"]).says("error[sudo-used]");
    let app = "[app]\nname = \"x\"\nlanguage = \"page\"\n";
    folder.write("a/app.toml", format!("{app}{}", level("sudo-used", "info")));
    folder.run(&["audit"]).is(0).says("info[sudo-used]");
    folder.write(
        "hullwright.toml",
        "[policy]\nignore = [{ rule = \"sudo-used\", reason = \"soon gone\" }]\n",
    );
    folder.run(&["audit"]).is(0).never("sudo-used").says("info[maintainer]");
}

#[test]
fn every_key_counts() {
    let folder = Folder::new();
    folder.write("hullwright.toml", EVERYTHING.replace("\"2027-06-30\"", "2027-06-30"));
    folder.write(
        "Dockerfile",
        "# syntax=acme/dockerfile:1@sha256:0000000000000000000000000000000000000000000000000000000000000000\nFROM ghcr.io/x/y:1\n\
         # hadolint ignore=DL3004\nRUN sudo a\nMAINTAINER b\nCMD [\"c\"]\nUSER 1:1\n",
    );
    folder
        .run(&["audit"])
        .is(1)
        .says("error[sudo-used]")
        .says("error[disallowed-registry]: `ghcr.io/x/y` is not from an allowed registry")
        .says("warning[missing-label]: the image has no label `org.opencontainers.image.source`")
        .never("maintainer")
        .never("untrusted-syntax")
        .never("missing-healthcheck");
}

#[test]
fn mistakes_are_told_as_those_of_app_toml_are_and_the_rest_is_judged() {
    let folder = Folder::new();
    folder.write("Dockerfile", SUDO);
    for (text, said) in [
        ("[policy]\nignroe = []\n", "hullwright.toml:2:1"),
        ("[policy]\nignroe = []\n", "did you mean `ignore`?"),
        ("[polcy]\n", "did you mean `policy`?"),
        ("[policy.levels]\nsudo-usde = \"off\"\n", "did you mean `sudo-used`?"),
        ("[policy.levels]\nsudo-used = \"of\"\n", "did you mean `off`?"),
        ("[policy]\nignore = [{ rule = \"sudo-used\" }]\n", "`reason` is missing"),
        (
            "[policy]\nignore = [{ rule = \"sudo-used\", reason = \" \" }]\n",
            "a waiver needs a reason",
        ),
        ("[policy]\nrequired-labels = [\"a b\"]\n", "hullwright.toml:2:20"),
        ("[policy]\ninline-ignores = \"some\"\n", "known values: all, own, none"),
        ("[policy\n", "hullwright.toml:1:8"),
    ] {
        folder.write("hullwright.toml", text);
        folder.run(&["audit"]).is(2).tells(said).says("warning[sudo-used]");
    }
    let outside = Folder::new();
    outside.write("x.toml", level("sudo-used", "off"));
    fs::remove_file(folder.path("hullwright.toml")).unwrap();
    std::os::unix::fs::symlink(outside.path("x.toml"), folder.path("hullwright.toml")).unwrap();
    folder.run(&["audit"]).is(2).tells("hullwright.toml is a link out of the project");
}

#[test]
fn a_waiver_that_has_ended_is_a_finding_where_it_is_written() {
    let folder = Folder::new();
    folder.write("a/Dockerfile", SUDO);
    folder.write("b/Dockerfile", SUDO);
    let waiver = |until| format!("[policy]\nignore = [{{ rule = \"sudo-used\", reason = \"soon gone\", until = {until} }}]\n");
    folder.write("hullwright.toml", waiver("2026-11-22"));
    folder.run(&["audit"]).is(0).never("ended-waiver").never("sudo-used");
    folder.write("hullwright.toml", waiver("2026-11-21"));
    let ran = folder.run(&["audit"]).is(1);
    assert_eq!(ran.stdout.matches("[ended-waiver]").count(), 1, "once for both files");
    ran.says("warning[ended-waiver]: the waiver of `sudo-used` ended on 2026-11-21")
        .says("hullwright.toml:2:63")
        .says("The waiver \"soon gone\" ended on 2026-11-21.");
    // It can be silenced like everything else, by somebody who says so.
    folder.write(
        "hullwright.toml",
        waiver("2026-11-21") + "[policy.levels]\nended-waiver = \"info\"\nsudo-used = \"off\"\n",
    );
    folder.run(&["audit"]).is(0).says("info[ended-waiver]");
}

/// A project whose language is out of support, and whose pins are old.
fn aged() -> Folder {
    let folder = Folder::generated();
    let text = folder.read("app.lock");
    let dated: Vec<String> = text
        .lines()
        .map(|line| {
            if line.starts_with("resolved") {
                "resolved = \"2020-01-01\"".to_owned()
            } else {
                line.to_owned()
            }
        })
        .collect();
    folder.write("app.lock", dated.join("\n") + "\n");
    folder.run(&["generate"]).is(0);
    folder
}

#[test]
fn what_check_finds_can_be_waived_too() {
    let folder = aged();
    folder.run(&["check"]).is(1).says("stale-pin");
    let app = folder.read("app.toml");
    folder.write(
        "app.toml",
        format!("{app}[policy]\nignore = [{{ rule = \"stale-pin\", reason = \"no registry here\" }}]\n"),
    );
    folder.run(&["generate"]).is(0);
    folder.run(&["check"]).is(0).never("stale-pin");
    // The same from above, with an end that is past.
    folder.write("app.toml", app);
    folder.run(&["generate"]).is(0);
    let waiver = "[policy]\nignore = [{ rule = \"stale-pin\", reason = \"no registry here\", until = 2026-01-01 }]\n";
    folder.write("hullwright.toml", waiver);
    folder
        .run(&["check"])
        .is(1)
        .says("stale-pin")
        .says("warning[ended-waiver]")
        .says("The waiver \"no registry here\" ended on");
    folder.write("hullwright.toml", waiver.replace("2026-01", "2027-01"));
    folder.run(&["check"]).is(0);
    folder.write("hullwright.toml", level("stale-pin", "error"));
    folder.run(&["check"]).is(1).says("error[stale-pin]");
    folder.write("hullwright.toml", level("support-ended", "info"));
    folder.run(&["explain", "support-ended"]).is(0);
    folder.run(&["check"]).is(1);
}

#[test]
fn what_an_organisation_allows_counts_for_what_is_generated() {
    let folder = Folder::generated();
    folder.run(&["check"]).is(0);
    folder.write("hullwright.toml", "[policy]\nallow-registries = [\"registry.example.com\"]\n");
    folder
        .run(&["check"])
        .is(1)
        .says("error[disallowed-registry]")
        .says("> Dockerfile:");
    folder.replace("Dockerfile", "FROM", "from");
    folder.run(&["check"]).is(1).says("> Dockerfile (compiled):");
}
