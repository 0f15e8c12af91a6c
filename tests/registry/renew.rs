//! `lock --update`: what it asks for, what it says, and that it changes nothing without need.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use serde_json::Value;

use crate::{
    lab::{INDEX, Lab, digest, index, served},
    server::{Reply, Request},
};

const BOTH: &[&str] = &["linux/amd64", "linux/arm64/v8"];

/// A registry whose tag moves when its number does. It keeps every digest, or only that of the tag.
fn moving(platforms: &'static [&'static str], keeps: bool) -> (Arc<AtomicUsize>, impl Fn(&Request) -> Reply + Send + Sync + 'static) {
    let build = Arc::new(AtomicUsize::new(1));
    let number = Arc::clone(&build);
    let answer = move |request: &Request| {
        let build = number.load(Ordering::SeqCst);
        let now = served(INDEX, index(INDEX, if build == 1 { BOTH } else { platforms }, build));
        let asks_old = request.path.contains("sha256:");
        if build == 0 || (asks_old && !keeps) {
            Reply::new(404, "")
        } else {
            now
        }
    };
    (build, answer)
}

fn update(lab: &Lab, more: &[&str]) -> crate::support::Ran {
    let named = format!("--update={}", lab.image());
    lab.run(&[&["lock", &named, "--retries", "0"], more].concat())
}

#[test]
fn a_run_that_resolves_the_same_changes_no_byte_and_fetches_nothing() {
    let (_, answer) = moving(BOTH, true);
    let lab = Lab::new(answer);
    lab.lock().is(0);
    lab.folder
        .replace("app.lock", "resolved = \"2026-11-22\"", "resolved = \"2026-11-01\"");
    let before = lab.lock_file();
    lab.server.forget();
    let ran = update(&lab, &[]).is(0);
    assert_eq!(ran.stderr, "unchanged\n");
    assert_eq!(lab.lock_file(), before);
    assert_eq!(lab.server.asked(), ["HEAD /v2/team/base/manifests/3.22"]);
    lab.server.forget();
    lab.lock().is(0);
    assert!(lab.server.asked().is_empty(), "what the lock holds is not asked for");
}

#[test]
fn what_changed_is_said_for_people_and_for_programs() {
    let (build, answer) = moving(BOTH, true);
    let lab = Lab::new(answer);
    lab.lock().is(0);
    lab.folder
        .replace("app.lock", "resolved = \"2026-11-22\"", "resolved = \"2026-11-01\"");
    let before = lab.lock_file();
    build.store(2, Ordering::SeqCst);
    let (old, new) = (digest(&index(INDEX, BOTH, 1)), digest(&index(INDEX, BOTH, 2)));
    let ran = update(&lab, &[]).is(0);
    let line = format!(
        "{}:3.22: {} of 2026-11-01, 21 days old -> {}\n",
        lab.image(),
        &old[..19],
        &new[..19]
    );
    assert_eq!(ran.stderr, format!("{line}wrote app.lock\n"));
    assert!(ran.stdout.is_empty());
    lab.folder.write("app.lock", before);
    let ran = update(&lab, &["--format", "json"]).is(0);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    let project = &document["projects"][0];
    assert_eq!(document["version"], 1);
    assert_eq!(project["path"], ".");
    assert_eq!(project["written"], true);
    let change = &project["changes"][0];
    assert_eq!(change["image"], format!("{}:3.22", lab.image()));
    assert_eq!(change["old"]["digest"], old);
    assert_eq!(change["old"]["age_days"], 21);
    assert_eq!(change["new"]["digest"], new);
    assert_eq!(change["new"]["resolved"], "2026-11-22");
    assert_eq!(document["findings"], Value::Array(Vec::new()));
    let ran = update(&lab, &["--format", "json"]).is(0);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["projects"][0]["changes"], Value::Array(Vec::new()));
    assert_eq!(document["projects"][0]["written"], false);
}

#[test]
fn a_tag_that_vanished_leaves_the_lock_as_it_was() {
    let (build, answer) = moving(BOTH, true);
    let lab = Lab::new(answer);
    lab.lock().is(0);
    let before = lab.lock_file();
    build.store(0, Ordering::SeqCst);
    update(&lab, &[])
        .is(2)
        .tells("error[vanished-tag]: ")
        .tells("there is no tag 3.22 in team/base")
        .tells("app.lock:")
        .tells("Choose another version or base")
        .tells("app.lock was not changed");
    assert_eq!(lab.lock_file(), before);
    let ran = update(&lab, &["--format", "json"]).is(2);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["errors"][0]["findings"][0]["rule"], "vanished-tag");
}

#[test]
fn a_digest_that_is_gone_and_a_platform_that_was_dropped_are_findings() {
    let (build, answer) = moving(&["linux/amd64"], false);
    let lab = Lab::new(answer);
    lab.lock().is(0);
    build.store(2, Ordering::SeqCst);
    update(&lab, &[])
        .is(1)
        .says("warning[dropped-platform]: the new digest of ")
        .says(":3.22 no longer has linux/arm64/v8")
        .says("restore app.lock from version control")
        .says("info[vanished-digest]: the registry no longer has the digest that ")
        .tells("wrote app.lock");
    update(&lab, &[]).is(0).tells("unchanged");
}

#[test]
fn a_platform_by_another_name_was_not_dropped() {
    let (build, answer) = moving(&["linux/amd64", "linux/arm64"], true);
    let lab = Lab::new(answer);
    lab.lock().is(0);
    build.store(2, Ordering::SeqCst);
    update(&lab, &[]).is(0);
}

#[test]
fn several_images_of_several_projects_are_asked_for_once() {
    let (_, answer) = moving(BOTH, true);
    let lab = Lab::new(answer);
    for name in ["a", "b", "c"] {
        lab.folder.write(&format!("{name}/app.toml"), lab.folder.read("app.toml"));
        lab.folder.write(&format!("{name}/index.html"), "x");
        lab.folder.write(&format!("{name}/app.lock"), lab.lock_file());
    }
    lab.run(&["lock", "a", "b", "c"]).is(0).tells("a: ").tells("c: ");
    assert_eq!(lab.server.asked(), ["GET /v2/team/base/manifests/3.22"]);
    assert_eq!(lab.folder.read("a/app.lock"), lab.folder.read("c/app.lock"));
}

#[test]
fn what_fails_for_many_is_said_once() {
    let lab = Lab::new(|_| Reply::new(503, ""));
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    for name in names {
        lab.folder.write(&format!("{name}/app.toml"), lab.folder.read("app.toml"));
        lab.folder.write(&format!("{name}/index.html"), "x");
        lab.folder.write(&format!("{name}/app.lock"), lab.lock_file());
    }
    let ran = lab.run(&[&["lock", "--retries", "0"], &names[..]].concat()).is(2);
    assert_eq!(ran.stderr.matches("error: ").count(), 1, "{}", ran.stderr);
    ran.tells("app.lock was not changed in a, b, c, d, e and 2 more");
    assert_eq!(lab.server.asked().len(), 1);
    // Images that fail for the same reason share a message, too.
    let hub = format!(
        "[registries.\"docker.io\"]\nmirrors = [\"{}\"]\norigin = false\n",
        lab.server.host()
    );
    lab.folder.write("home/.config/hullwright/config.toml", hub);
    let ran = lab.run(&["lock", "--update", "--retries", "0"]).is(2);
    assert_eq!(ran.stderr.matches("error: ").count(), 1, "{}", ran.stderr);
    ran.tells(&format!(
        "error: {}:3.22, docker/dockerfile:1.27.1 cannot be resolved at ",
        lab.image()
    ));
}

#[test]
fn one_project_that_fails_leaves_the_others_alone() {
    let lab = Lab::new(|request| {
        if request.path.contains("3.23") {
            Reply::new(404, "")
        } else {
            crate::lab::good()
        }
    });
    for (name, version) in [("a", "3.22"), ("b", "3.23")] {
        lab.folder.write(
            &format!("{name}/app.toml"),
            format!("{}version = \"{version}\"\n", lab.folder.read("app.toml")),
        );
        lab.folder.write(&format!("{name}/index.html"), "x");
        lab.folder.write(&format!("{name}/app.lock"), lab.lock_file());
    }
    let before = lab.lock_file();
    lab.run(&["lock", "a", "b"]).is(2).tells("a: ").tells("there is no tag 3.23");
    assert_ne!(lab.folder.read("a/app.lock"), before);
    assert_eq!(lab.folder.read("b/app.lock"), before);
}
