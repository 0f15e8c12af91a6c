//! `check`: drift of every kind, and what grows old.

use serde_json::Value;

use crate::support::{APP, Folder, LIBRARY, Ran};

fn rules(ran: &Ran) -> Vec<String> {
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["version"], 1);
    let findings = document["findings"].as_array().unwrap();
    let rules: Vec<String> = findings.iter().map(|f| f["rule"].as_str().unwrap().to_owned()).collect();
    for rule in &rules {
        Folder::new().run(&["explain", rule]).is(0).says(&format!("# {rule}\n"));
    }
    rules
}

#[test]
fn every_finding_has_a_page() {
    let folder = Folder::generated();
    folder.write("app.toml", format!("{APP}version = \"3.9\"\n"));
    folder.write("Dockerfile", "FROM alpine\n");
    folder.replace(".dockerignore", "index.html", "index.htm");
    let ran = folder.run(&["check", "--format", "json"]).is(1);
    let mut expected = ["edited-file", "handwritten-file", "stale-file", "support-ended", "unpinned-image"].to_vec();
    for rule in rules(&ran) {
        expected.retain(|e| *e != rule);
    }
    assert!(expected.is_empty(), "not found: {expected:?}");
}

#[test]
fn what_was_generated_is_clean() {
    let folder = Folder::generated();
    let ran = folder.run(&["check"]).is(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "no findings in 1 project\n"));
}

#[test]
fn a_stale_file_is_shown_with_its_diff_and_how_to_mend_it() {
    let folder = Folder::generated();
    folder.write("app.toml", format!("{APP}[runtime]\nports = [9000]\n"));
    folder
        .run(&["check"])
        .is(1)
        .says("error[stale-file]: Dockerfile is stale: app.toml, app.lock or hullwright changed since it was made")
        .says("EXPOSE 8080\n   | ^^^^^^^^^^^ differs from here on")
        .says("\n-EXPOSE 8080\n")
        .says("\n+EXPOSE 9000\n")
        .says("= help: run: hullwright generate --templates ")
        .tells("1 error in 1 project");
    folder.run(&["generate"]).is(0);
    folder.run(&["check"]).is(0);
}

#[test]
fn a_hand_edit_is_told_apart_from_a_file_by_hand() {
    let folder = Folder::generated();
    folder.replace("Dockerfile", "EXPOSE 8080", "EXPOSE 8081");
    folder
        .run(&["check"])
        .is(1)
        .says("error[edited-file]: Dockerfile was edited by hand since hullwright made it")
        .says("move the change into app.toml, then run: hullwright generate --force");
    folder.write("Dockerfile", "FROM alpine\n");
    folder
        .run(&["check"])
        .is(1)
        .says("error[handwritten-file]: Dockerfile was written by hand")
        .says("-FROM alpine\n");
}

#[test]
fn missing_files_are_drift() {
    let folder = Folder::generated();
    std::fs::remove_file(folder.path("app.lock")).unwrap();
    std::fs::remove_file(folder.path(".dockerignore")).unwrap();
    folder
        .run(&["check"])
        .is(1)
        .says("error[missing-file]: app.lock is missing")
        .says("error[missing-file]: .dockerignore is missing")
        .tells("2 errors in 1 project");
    assert_eq!(folder.names(), ["Dockerfile", "app.toml", "index.html"]);
}

#[test]
fn a_lock_with_less_than_is_needed_is_drift() {
    let folder = Folder::generated();
    let lock = folder.read("app.lock");
    let first = lock.find("[[image]]").unwrap();
    let second = lock.rfind("[[image]]").unwrap();
    folder.write("app.lock", format!("{}{}", &lock[..first], &lock[second..]));
    folder
        .run(&["check"])
        .is(1)
        .says("error[stale-file]: app.lock does not hold what app.toml needs");
}

#[test]
fn an_app_toml_that_cannot_be_compiled_is_no_finding_but_a_failure() {
    let folder = Folder::generated();
    folder.write("app.toml", format!("{APP}colour = 1\n"));
    let ran = folder.run(&["check"]).is(2).tells("error[unknown-key]: unknown key `colour`");
    assert_eq!(ran.stdout, "");
    let ran = folder.run(&["check", "--format", "json"]).is(2);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["errors"][0]["findings"][0]["rule"], "unknown-key");
    assert_eq!(document["errors"][0]["fault"], "input");
}

#[test]
fn support_that_ended_or_ends_soon_is_found_at_its_line() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}version = \"3.9\"\n"));
    folder.run(&["generate", "--unpinned"]).is(0);
    folder
        .run(&["check"])
        .is(1)
        .says("error[support-ended]: support of Page 3.9 ended on 2020-11-01")
        .says("app.toml:4:11");
    let folder = Folder::generated();
    let ran = folder.run(&["check", "--within", "200", "--format", "json"]).is(1);
    assert_eq!(rules(&ran), ["support-ending", "support-ending"]);
    let ran = ran.says("support of Page 3.22 ends on 2027-05-01, in 160 days");
    ran.says("support of Alpine 3.22, which the base `plain` is made of, ends on 2027-05-01, in 160 days");
    folder.run(&["check", "--within", "159"]).is(0);
    folder.run(&["check", "--within", "160"]).is(1);
}

#[test]
fn old_pins_are_found_in_the_lock() {
    let folder = Folder::generated();
    folder.replace("app.lock", "resolved = \"2026-06-24\"", "resolved = \"2026-05-01\"");
    folder
        .run(&["check"])
        .is(1)
        .says("warning[stale-pin]: the digest of alpine:3.22 is from 2026-05-01, 205 days ago")
        .says("app.lock:14:11");
    folder.run(&["check", "--max-age", "204"]).is(1);
    folder.run(&["check", "--max-age", "205"]).is(0);
    folder.run(&["check", "--max-age", "0"]).is(0);
}

#[test]
fn images_without_a_digest_are_found() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}[runtime]\nbase = \"nowhere\"\n"));
    folder.run(&["generate", "--unpinned"]).is(0);
    let ran = folder.run(&["check", "--format", "json"]).is(1);
    assert_eq!(rules(&ran), ["unpinned-image"]);
    std::fs::remove_file(folder.path("Dockerfile")).unwrap();
    folder
        .run(&["check"])
        .is(1)
        .says("run: hullwright generate --unpinned --templates ");
}

#[test]
fn findings_in_json_have_a_place() {
    let folder = Folder::generated();
    folder.replace("Dockerfile", "EXPOSE 8080", "EXPOSE 8081");
    let ran = folder.run(&["check", "--format", "json"]).is(1);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    let finding = &document["findings"][0];
    assert_eq!(finding["file"], "Dockerfile");
    assert_eq!(finding["start"]["line"], 17);
    assert_eq!(finding["severity"], "error");
    assert_eq!(document["summary"]["errors"], 1);
}

#[test]
fn a_day_that_is_none_is_refused() {
    let folder = Folder::generated();
    let output = folder.command(&["check"]).env("SOURCE_DATE_EPOCH", "tomorrow").output().unwrap();
    Ran::of(output)
        .is(2)
        .tells("error: SOURCE_DATE_EPOCH is `tomorrow`, which is no number of seconds");
}

#[test]
fn a_waiver_that_ended_is_told_by_check_only() {
    let folder = Folder::project();
    for name in ["page.toml", "page.Dockerfile.tera"] {
        folder.write(&format!("own/{name}"), std::fs::read(format!("{LIBRARY}/{name}")).unwrap());
    }
    folder.replace(
        "own/page.Dockerfile.tera",
        "RUN mkdir -p /out/app",
        "RUN chmod 777 . && mkdir -p /out/app",
    );
    let waiver = |until: &str| format!("{APP}[policy]\nignore = [{{ rule = \"world-writable\", reason = \"later\", until = {until} }}]\n");
    folder.run(&["generate", "--templates", "own"]).is(2).tells("world-writable");
    folder.write("app.toml", waiver("2026-11-22"));
    folder.run(&["generate", "--templates", "own"]).is(0);
    folder.run(&["check", "--templates", "own"]).is(0);
    folder.write("app.toml", waiver("2026-11-21"));
    folder.run(&["generate", "--templates", "own"]).is(0);
    folder
        .run(&["check", "--templates", "own"])
        .is(1)
        .says("[world-writable]")
        .says("--> Dockerfile:")
        .says("The waiver \"later\" ended on 2026-11-21.");
}
