//! `audit` and `explain`: any Dockerfile, from anywhere.

use serde_json::Value;

use crate::support::Folder;

const BROKEN: &str = "FROM alpine:3.22\nFOO bar\n";

fn files(stdout: &str) -> Vec<String> {
    let document: Value = serde_json::from_str(stdout).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let broken = findings.iter().filter(|f| f["rule"] == "syntax-error");
    broken.map(|f| f["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_file_with_findings_ends_with_one() {
    let folder = Folder::new();
    folder.write("Dockerfile", BROKEN);
    folder
        .run(&["audit", "Dockerfile"])
        .is(1)
        .says("error[syntax-error]")
        .says("Dockerfile:2:1")
        .tells("in 1 file");
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new();
    folder.run_with(&["audit", "-"], BROKEN.as_bytes()).is(1).says("<stdin>:2:1");
}

#[test]
fn a_pipe_that_a_shell_opened_is_read_although_its_link_leads_nowhere() {
    let folder = Folder::new();
    folder
        .run_with(&["audit", "/dev/stdin"], BROKEN.as_bytes())
        .is(1)
        .says("/dev/stdin:2:1");
}

#[test]
fn people_are_shown_a_hundred_findings_of_a_rule_in_a_file_and_programs_all() {
    let folder = Folder::new();
    let many = format!("FROM alpine:3.22\n{}", "FOO bar\n".repeat(103));
    folder.write("a/Dockerfile", &many);
    folder.write("b/Dockerfile", BROKEN);
    folder
        .run(&["audit"])
        .is(1)
        .says("a/Dockerfile:101:1")
        .never("a/Dockerfile:102:1")
        .says("\n\na/Dockerfile: 3 more of syntax-error are not shown; --format json has all\n")
        .says("b/Dockerfile:2:1");
    let all = files(&folder.run(&["audit", "--format", "json"]).is(1).stdout);
    assert_eq!(all.iter().filter(|file| *file == "a/Dockerfile").count(), 103);
}

#[test]
fn a_folder_is_searched_for_the_usual_names() {
    let folder = Folder::new();
    let found = [
        ".devcontainer/Dockerfile",
        "Containerfile",
        "Dockerfile",
        "a/Containerfile.arm64",
        "a/Dockerfile.dev",
        "a/b/web.Containerfile",
        "a/b/web.Dockerfile",
        "c/api.dockerfile",
        "c/dockerfile",
    ];
    let left_out = [
        ".git/Dockerfile",
        "node_modules/x/Dockerfile",
        "target/Dockerfile",
        "Dockerfile.dockerignore",
        "Dockerfile.md",
        "Dockerfile.orig",
        "Dockerfile.dev.bak",
        "Dockerfile.j2",
        "Dockerfile~",
        ".Dockerfile.swp",
        "dockerfile.go",
        "Dockerfiles",
        "MyDockerfile",
        "a/readme.md",
    ];
    for path in found.iter().chain(&left_out) {
        folder.write(path, BROKEN);
    }
    std::os::unix::fs::symlink("Dockerfile", folder.path("Dockerfile.link")).unwrap();
    let ran = folder.run(&["audit", "--format", "json"]).is(1);
    assert_eq!(files(&ran.stdout), found);
    let ran = folder.run(&["audit", "--format", "json", "a", "Dockerfiles", "a"]).is(1);
    assert_eq!(
        files(&ran.stdout),
        [
            "a/Containerfile.arm64",
            "a/Dockerfile.dev",
            "a/b/web.Containerfile",
            "a/b/web.Dockerfile",
            "Dockerfiles"
        ]
    );
}

#[test]
fn many_files_come_in_the_same_order_every_time() {
    let folder = Folder::new();
    for number in 0..200 {
        folder.write(&format!("{number:03}/Dockerfile"), BROKEN);
    }
    let first = folder.run(&["audit"]).is(1);
    for _ in 0..5 {
        assert_eq!(folder.run(&["audit"]).stdout, first.stdout);
    }
    assert_eq!(first.stdout.matches("error[syntax-error]").count(), 200);
}

#[test]
fn what_cannot_be_read_is_a_failure_and_the_rest_is_judged() {
    let folder = Folder::new();
    folder.write("Dockerfile", BROKEN);
    folder.write("binary", b"FROM \xff\xfe\n");
    folder
        .run(&["audit", "Dockerfile", "binary", "gone"])
        .is(2)
        .says("Dockerfile:2:1")
        .tells("error: binary is not UTF-8 text: the byte at offset 5 does not belong there")
        .tells("error: gone does not exist");
    let empty = Folder::new();
    empty
        .run(&["audit"])
        .is(2)
        .tells("error: there is no Dockerfile here or in a folder below");
}

#[test]
fn a_huge_file_is_refused() {
    let folder = Folder::new();
    folder.write("Dockerfile", "#".repeat(17 * 1024 * 1024));
    folder
        .run(&["audit", "Dockerfile"])
        .is(2)
        .tells("Dockerfile is larger than 16 MiB, so it is not read");
}

#[test]
fn the_policy_beside_a_file_holds() {
    let folder = Folder::new();
    folder.write("Dockerfile", BROKEN);
    let app = "[app]\nname = \"x\"\nlanguage = \"page\"\n[policy.levels]\nsyntax-error = \"off\"\n";
    folder.write("app.toml", app);
    folder.run(&["audit"]).never("syntax-error");
    folder.write("app.toml", app.replace("syntax-error", "sintax-error"));
    folder.run(&["audit"]).is(2).tells("there is no rule `sintax-error`");
    folder.write("app.toml", "[expo]\nname = \"another tool's\"\n");
    folder.run(&["audit"]).is(1).says("error[syntax-error]");
}

#[test]
fn a_rule_is_explained_by_its_page() {
    let folder = Folder::new();
    folder
        .run(&["explain", "syntax-error"])
        .is(0)
        .says("# syntax-error\n")
        .says("## Why");
    folder
        .run(&["explain", "stale-pin"])
        .is(0)
        .says("# stale-pin\n")
        .says("## What to do");
    folder.run(&["explain"]).is(0).says("\nsyntax-error ").says("\nstale-pin ");
    folder
        .run(&["explain", "sintax-error"])
        .is(2)
        .tells("error: there is no rule `sintax-error`\n\nhint: did you mean `syntax-error`?\n");
}

const TWO_STAGES: &str = "\
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000 AS Debug
USER root
FROM debian:13@sha256:0000000000000000000000000000000000000000000000000000000000000000
USER 65532:65532
";

#[test]
fn the_stage_that_is_shipped_can_be_named() {
    let folder = Folder::new();
    folder.write("Dockerfile", TWO_STAGES);
    folder.run(&["audit", "Dockerfile"]).is(0);
    for target in ["debug", "0"] {
        let found = folder.run(&["audit", "--target", target, "Dockerfile"]);
        found
            .is(1)
            .says("error[root-user]: the image runs as root: the last USER is `root`");
    }
    folder
        .run(&["audit", "--target", "test", "Dockerfile"])
        .is(2)
        .tells("Dockerfile has no stage `test`")
        .tells("hint: its stages are Debug");
}

#[test]
fn support_that_has_ended_is_judged_by_the_day() {
    let folder = Folder::new();
    let old = "FROM debian:9@sha256:0000000000000000000000000000000000000000000000000000000000000000\nUSER 1:1\n";
    folder.write("Dockerfile", old);
    folder
        .run(&["audit", "Dockerfile"])
        .is(1)
        .says("warning[end-of-life-base]: `debian 9` gets no more patches: its support ended on 2022-07-01");
}
