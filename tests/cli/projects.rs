//! Which projects are meant, and several of them at once.

use crate::support::{APP, Folder};

fn fleet() -> Folder {
    let folder = Folder::new();
    for name in ["a", "b/deep", "c"] {
        folder.write(&format!("{name}/app.toml"), APP);
        folder.write(&format!("{name}/index.html"), "hello\n");
    }
    folder
}

#[test]
fn projects_are_found_under_a_folder() {
    let folder = fleet();
    for hidden in [".git", "a/node_modules/x", "target/x"] {
        folder.write(&format!("{hidden}/app.toml"), "nothing of use");
    }
    std::os::unix::fs::symlink(folder.path("a"), folder.path("link")).unwrap();
    let ran = folder.run(&["generate"]).is(0);
    let wrote = "wrote Dockerfile, .dockerignore, app.lock\n";
    assert_eq!(ran.stderr, format!("a: {wrote}b/deep: {wrote}c: {wrote}"));
    let ran = folder.run(&["check"]).is(0);
    assert_eq!(ran.stderr, "no findings in 3 projects\n");
}

#[test]
fn a_folder_with_an_app_toml_is_one_project() {
    let folder = fleet();
    folder.write("app.toml", APP);
    folder.write("index.html", "hello\n");
    assert_eq!(
        folder.run(&["generate"]).is(0).stderr,
        "wrote Dockerfile, .dockerignore, app.lock\n"
    );
    folder
        .run(&["check", "a"])
        .is(1)
        .says("a/app.toml")
        .says("run: hullwright generate --templates");
}

#[test]
fn every_failure_is_told_and_the_others_are_done() {
    let folder = fleet();
    folder.write("a/app.toml", format!("{APP}colour = 1\n"));
    folder.write("c/app.toml", format!("{APP}[runtime]\nports = [80]\n"));
    folder
        .run(&["generate"])
        .is(2)
        .tells("a/app.toml:4:1")
        .tells("b/deep: wrote Dockerfile")
        .tells("c/app.toml:5:10");
    folder
        .run(&["check"])
        .is(2)
        .tells("a/app.toml:4:1")
        .tells("c/app.toml:5:10")
        .tells("no findings in 1 project\n");
}

#[test]
fn a_path_may_be_the_app_toml_itself() {
    let folder = fleet();
    folder
        .run(&["generate", "a/app.toml", "./c", "a"])
        .is(0)
        .tells("a: wrote")
        .tells("\nc: wrote");
    folder.run(&["check", "a/app.toml"]).is(0).tells("1 project");
}

#[test]
fn a_path_that_is_of_no_use_is_said_to_be() {
    let folder = Folder::new();
    folder
        .run(&["generate", "gone"])
        .is(2)
        .tells("error: gone does not exist\n\nhint: name a folder with an app.toml");
    folder
        .run(&["generate"])
        .is(2)
        .tells("error: there is no app.toml here or in a folder below");
    folder.write("Dockerfile", "FROM alpine\n");
    folder.run(&["check", "Dockerfile"]).is(2).tells("error: Dockerfile is no app.toml");
    folder.write("app.toml/x", "");
    folder
        .run(&["generate"])
        .is(2)
        .tells("app.toml is a folder, and a file belongs there");
}

#[test]
fn stdout_is_for_one_project() {
    let folder = fleet();
    folder
        .run(&["generate", "--stdout"])
        .is(2)
        .tells("--stdout prints one Dockerfile, and there are 3 projects here");
    folder.run(&["plan"]).is(2).tells("there are 3 projects here");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let folder = Folder::project();
    folder.write(
        "app.toml",
        "[app]\nname = \"Page One\"\nlanguage = \"page\"\ncolour = 1\n[runtime]\nports = [80]\nbase = \"plan\"\n",
    );
    folder
        .run(&["generate"])
        .is(2)
        .tells("app.toml:2:8")
        .tells("error[unknown-key]: unknown key `colour`")
        .tells("port 80 needs privileges")
        .tells("did you mean `plain`?");
}
