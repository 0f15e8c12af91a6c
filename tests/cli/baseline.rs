//! Only what is new counts.

use std::fs;

use serde_json::Value;

use crate::support::Folder;

const OLD: &str =
    "FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000\nRUN sudo a\nRUN sudo a\nUSER 1:1\n";

fn with_baseline() -> Folder {
    let folder = Folder::new();
    folder.write("a/Dockerfile", OLD);
    folder.write("b/Dockerfile", OLD);
    let ran = folder.run(&["audit", "--write-baseline", "known.json"]).is(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "wrote 4 findings to known.json\n"));
    folder
}

#[test]
fn what_was_there_does_not_count_wherever_it_has_moved() {
    let folder = with_baseline();
    let clean = |args: &[&str]| {
        let ran = folder.run(args).is(0);
        assert_eq!(ran.stdout, "");
        ran
    };
    clean(&["audit", "--baseline", "known.json"]).tells("no findings in 2 files, and 4 that the baseline knows\n");
    let digest = "@sha256:1111111111111111111111111111111111111111111111111111111111111111";
    let moved = OLD.replace("RUN sudo a\n", "\n# moved\nRUN   sudo   a\n");
    let moved = moved.replace("@sha256:0000000000000000000000000000000000000000000000000000000000000000", digest);
    folder.write("a/Dockerfile", moved);
    clean(&["audit", "--baseline", "known.json"]);
    clean(&["audit", "a", "--baseline", "known.json"]);
    // Named from elsewhere, the files are the same.
    let path = folder.path("a/Dockerfile");
    clean(&["audit", path.to_str().unwrap(), "--baseline", "./known.json"]);
    let mut command = folder.command(&["audit", "Dockerfile", "--baseline", "../known.json"]);
    assert_eq!(command.current_dir(folder.path("b")).output().unwrap().status.code(), Some(0));
}

#[test]
fn what_is_new_counts_and_so_does_the_same_once_more() {
    let folder = with_baseline();
    folder.write("a/Dockerfile", OLD.replacen("RUN sudo a\n", "RUN sudo a\nRUN sudo a\n", 1));
    let ran = folder.run(&["audit", "--baseline", "known.json"]).is(1);
    assert_eq!(ran.stdout.matches("sudo-used").count(), 1);
    folder.write("a/Dockerfile", OLD);
    folder.write("c/Dockerfile", OLD);
    let ran = folder.run(&["audit", "--baseline", "known.json", "--format", "json"]).is(1);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["summary"]["known"], 4);
    assert_eq!(document["summary"]["warnings"], 2);
}

#[test]
fn what_was_mended_is_told_once_and_fails_nothing() {
    let folder = with_baseline();
    folder.write("a/Dockerfile", OLD.replace("sudo ", ""));
    fs::remove_file(folder.path("b/Dockerfile")).unwrap();
    let ran = folder.run(&["audit", "--baseline", "known.json"]).is(0);
    assert_eq!(ran.stdout.matches("stale-baseline").count(), 1);
    ran.says("info[stale-baseline]: 4 findings of the baseline are no longer there")
        .says("known.json:");
    // Of files that were not looked at, nothing is said.
    let folder = with_baseline();
    folder.write("a/Dockerfile", OLD.replace("sudo ", ""));
    folder
        .run(&["audit", "b", "--baseline", "known.json"])
        .is(0)
        .never("stale-baseline");
    folder
        .run(&["audit", "--write-baseline", "known.json"])
        .is(0)
        .tells("wrote 2 findings");
    folder.run(&["audit", "--baseline", "known.json"]).is(0).never("stale-baseline");
}

#[test]
fn a_baseline_is_the_same_every_time_and_names_files_from_its_own_folder() {
    let folder = with_baseline();
    let first = folder.read("known.json");
    folder.run(&["audit", "b", "a", "--write-baseline", "other.json"]).is(0);
    assert_eq!(folder.read("other.json"), first);
    let document: Value = serde_json::from_str(&first).unwrap();
    let files: Vec<&str> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["file"].as_str().unwrap())
        .collect();
    assert_eq!(files, ["a/Dockerfile", "a/Dockerfile", "b/Dockerfile", "b/Dockerfile"]);
}

#[test]
fn nothing_but_a_baseline_is_read_or_written_over() {
    let folder = with_baseline();
    folder
        .run(&["audit", "--write-baseline", "a/Dockerfile"])
        .is(2)
        .tells("a/Dockerfile is there already, and no baseline");
    assert_eq!(folder.read("a/Dockerfile"), OLD);
    folder.write("x.json", "{}");
    folder
        .run(&["audit", "--baseline", "x.json"])
        .is(2)
        .tells("x.json is no baseline")
        .tells("--write-baseline")
        .says("sudo-used");
    folder.write("x.json", "{\"hullwright-baseline\": 2, \"findings\": []}");
    folder
        .run(&["audit", "--baseline", "x.json"])
        .is(2)
        .tells("its format 2 is not known");
    folder
        .run(&["audit", "--baseline", "gone.json"])
        .is(2)
        .tells("gone.json does not exist");
    folder
        .run(&["audit", "gone", "--write-baseline", "y.json"])
        .is(2)
        .tells("gone does not exist")
        .tells("y.json was not written");
    assert!(!folder.path("y.json").exists());
    folder.run(&["audit", "--write-baseline", "no/such/y.json"]).is(2);
    folder.run(&["audit", "--baseline", "a", "--write-baseline", "b"]).is(2);
}
