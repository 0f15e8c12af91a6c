//! `lock`, `plan` and `presets`: what a compilation rests on.

use serde_json::Value;

use crate::support::{APP, Folder};

#[test]
fn lock_writes_the_lock_and_nothing_else() {
    let folder = Folder::project();
    let ran = folder.run(&["lock"]).is(0);
    let added = "alpine:3.22: sha256:14358309a308\ndocker/dockerfile:1.27.1: sha256:4edf897a3ffa\n";
    assert_eq!(ran.stderr, format!("{added}wrote app.lock\n"));
    assert_eq!(folder.names(), ["app.lock", "app.toml", "index.html"]);
    assert_eq!(folder.run(&["lock"]).is(0).stderr, "unchanged\n");
    let lock = folder.read("app.lock");
    folder
        .run(&["generate", "--locked"])
        .is(0)
        .tells("wrote Dockerfile, .dockerignore\n");
    assert_eq!(folder.read("app.lock"), lock);
}

#[test]
fn lock_keeps_what_it_holds_and_drops_what_nobody_needs() {
    let folder = Folder::generated();
    folder.replace("app.lock", "resolved = \"2026-06-24\"", "resolved = \"2026-06-25\"");
    folder.write("app.toml", format!("{APP}version = \"3.22\"\n"));
    folder.run(&["lock"]).is(0).tells("unchanged");
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    folder.run(&["lock"]).is(0).tells("wrote app.lock");
    assert!(!folder.read("app.lock").contains("3.22"));
}

#[test]
fn lock_names_every_image_that_nobody_knows() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}version = \"3.9\"\n[runtime]\nbase = \"nowhere\"\n"));
    folder
        .run(&["lock"])
        .is(2)
        .tells("app.toml: no digest is known for alpine:3.9, registry.example/nobody/knows:3.9");
    assert_eq!(folder.names(), ["app.toml", "index.html"]);
}

#[test]
fn a_broken_lock_is_shown_with_its_line() {
    let folder = Folder::generated();
    folder.replace("app.lock", "version = 1", "version = 9");
    folder
        .run(&["generate"])
        .is(2)
        .tells("error[bad-lock]: this lock is of format 9, and this program writes format 1")
        .tells("app.lock:1:1");
    folder.write("app.lock", "<<<<<<< HEAD\n");
    folder.run(&["lock"]).is(2).tells("error[bad-lock]");
}

#[test]
fn a_lock_that_contradicts_itself_is_refused() {
    let folder = Folder::generated();
    let lock = folder.read("app.lock");
    let (_, entries) = lock.split_once("\n[[image]]").unwrap();
    let again = entries.split("\n[[image]]").next().unwrap();
    folder.write("app.lock", format!("{lock}\n[[image]]{again}"));
    folder
        .run(&["check"])
        .is(2)
        .tells("error[bad-lock]: docker/dockerfile:1.27.1 stands here twice, and one of them would not count");
    let digest = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    folder.write("app.lock", format!("{lock}[image.manifests]\n\"linux/mips\" = \"{digest}\"\n"));
    folder
        .run(&["generate", "--locked"])
        .is(2)
        .tells("error[bad-lock]: the platforms of alpine:3.22 are not those of its manifests");
}

#[test]
fn dockerfile_lock_and_app_toml_are_proved_to_agree_without_a_network() {
    let folder = Folder::generated();
    folder.run(&["check"]).is(0);
    let (old, new) = ("14358309a308", "24358309a308");
    folder.replace("app.lock", old, new);
    folder.run(&["check"]).is(1).says("error[stale-file]").says(new);
    folder.replace("app.lock", new, old);
    folder.replace("Dockerfile", old, new);
    folder.run(&["check"]).is(1).says("error[edited-file]");
    folder.replace("Dockerfile", new, old);
    folder.run(&["check"]).is(0);
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    folder.run(&["check"]).is(1).says("error[stale-file]");
    folder
        .run(&["generate", "--locked"])
        .is(2)
        .tells("app.lock does not cover app.toml, and --locked forbids changing it");
}

#[test]
fn a_lock_is_renewed_from_the_shelf_only_by_what_is_newer() {
    let folder = Folder::generated();
    folder.replace("app.lock", "resolved = \"2026-06-24\"", "resolved = \"2026-06-25\"");
    folder.run(&["lock", "--update", "--offline"]).is(0).tells("unchanged");
    folder.replace("app.lock", "resolved = \"2026-06-25\"", "resolved = \"2026-01-01\"");
    folder.run(&["lock", "--update", "--offline"]).is(0).tells("wrote app.lock");
}

#[test]
fn what_lock_did_can_be_read_by_programs() {
    let folder = Folder::project();
    let ran = folder.run(&["lock", "--format", "json"]).is(0);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    let change = &document["projects"][0]["changes"][0];
    assert_eq!(change["image"], "alpine:3.22");
    assert_eq!(change["old"], Value::Null);
    assert_eq!(change["new"]["resolved"], "2026-06-24");
    assert_eq!(change["new"]["age_days"], 151);
    folder.write("app.toml", format!("{APP}version = \"3.9\"\n"));
    let ran = folder.run(&["lock", "--format", "json"]).is(2);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["projects"], Value::Array(Vec::new()));
    assert_eq!(document["errors"][0]["message"], "app.toml: no digest is known for alpine:3.9");
    folder.write("app.toml", "nonsense");
    let ran = folder.run(&["lock", "--format", "json"]).is(2);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["errors"][0]["findings"][0]["rule"], "toml-syntax");
}

#[test]
fn a_plan_is_json_even_without_digests() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}[runtime]\nbase = \"nowhere\"\n"));
    let ran = folder.run(&["plan"]).is(0);
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(plan["name"], "page-one");
    assert_eq!(plan["images"]["runtime"], "registry.example/nobody/knows:3.22");
    assert_eq!(plan["runtime"]["uid"], 65532);
}

#[test]
fn presets_say_what_is_pinned_and_what_ended() {
    let folder = Folder::new();
    folder
        .run(&["presets"])
        .is(0)
        .says("page ")
        .says("3.22 *")
        .says("2020-11-01 (ended)");
    folder
        .run(&["presets", "page"])
        .is(0)
        .says("Page, as of 2026-11-01")
        .says("needs lock")
        .says("say nothing");
    folder
        .run(&["presets", "HTML"])
        .is(2)
        .tells("error: there is no preset for `HTML`\n\nhint: did you mean `page`?");
    let ran = folder.run(&["presets", "page", "--format", "json"]).is(0);
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["languages"][0]["versions"][1]["default"], true);
    assert_eq!(document["languages"][0]["versions"][1]["bases"][0]["pinned"], "shipped");
}
