//! A build context above the folder of app.toml: what is read from there, what is written where, and where it ends.

use crate::support::{APP, Folder};

/// A repository whose app has an app.toml of its own two folders below the top, with this context.
fn repository(context: &str) -> Folder {
    let folder = Folder::new();
    folder.write("apps/web/app.toml", format!("{APP}[build]\ncontext = {context}\n"));
    folder.write("index.html", "hello\n");
    folder
}

#[test]
fn files_are_found_in_the_context_and_written_beside_app_toml() {
    let folder = repository("\"../..\"");
    let ran = folder.run(&["generate", "apps/web"]).is(0);
    assert_eq!(ran.stderr, "wrote Dockerfile, Dockerfile.dockerignore, app.lock\n");
    assert_eq!(folder.names(), ["apps", "index.html"]);
    let dockerfile = folder.read("apps/web/Dockerfile");
    assert!(
        dockerfile.contains("# Its build context is ../..: build it there, by `--file` and the path of this file.\n"),
        "{dockerfile}"
    );
    assert!(dockerfile.contains("index.html"), "{dockerfile}");
    assert!(folder.read("apps/web/Dockerfile.dockerignore").contains("!index.html\n"));
    assert_eq!(folder.run(&["generate", "apps/web/app.toml"]).is(0).stderr, "unchanged\n");
    folder.run(&["check"]).is(0);
}

#[test]
fn the_dockerfile_is_that_of_an_app_toml_at_the_top_but_for_its_head() {
    let folder = repository("\"../..\"");
    folder.write("app.toml", APP);
    folder.run(&["generate", ".", "apps/web"]).is(0);
    let body = |path: &str| {
        folder
            .read(path)
            .lines()
            .filter(|line| !line.starts_with('#'))
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert_eq!(body("apps/web/Dockerfile"), body("Dockerfile"));
    let ignored = body("apps/web/Dockerfile.dockerignore");
    let more = ["**/app.toml", "**/app.lock", "**/Dockerfile", "**/Dockerfile.dockerignore"];
    let others: Vec<&str> = ignored.lines().filter(|line| !more.contains(line)).collect();
    assert_eq!(others.join("\n"), body(".dockerignore"));
    for name in more {
        assert!(ignored.lines().any(|line| line == name), "{name} is let in:\n{ignored}");
    }
    assert_eq!(folder.read("apps/web/app.lock"), folder.read("app.lock"));
}

#[test]
fn its_ignore_file_is_guarded_like_the_other() {
    let folder = repository("\"../..\"");
    folder.run(&["generate", "apps/web"]).is(0);
    folder.write("apps/web/Dockerfile.dockerignore", "node_modules\n");
    folder
        .run(&["check", "apps/web"])
        .is(1)
        .says("apps/web/Dockerfile.dockerignore was written by hand");
    folder
        .run(&["generate", "apps/web"])
        .is(2)
        .tells("apps/web/Dockerfile.dockerignore was written by hand, so it is not overwritten");
    assert_eq!(folder.read("apps/web/Dockerfile.dockerignore"), "node_modules\n");
    folder.run(&["generate", "--force", "apps/web"]).is(0);
    folder.run(&["check", "apps/web"]).is(0);
}

#[test]
fn the_own_folder_may_be_said_as_a_dot() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}[build]\ncontext = \".\"\n"));
    assert_eq!(
        folder.run(&["generate"]).is(0).stderr,
        "wrote Dockerfile, .dockerignore, app.lock\n"
    );
    assert!(!folder.read("Dockerfile").contains("build context is"));
}

#[test]
fn only_ways_up_are_a_context() {
    for context in [
        "\"../web\"",
        "\"/\"",
        "\"\"",
        "\"web\"",
        "\"../../x/..\"",
        "\"..//..\"",
        "\".. /..\"",
        "\"../..\\nRUN id\"",
    ] {
        let folder = repository(context);
        folder
            .run(&["generate", "apps/web"])
            .is(2)
            .tells("apps/web/app.toml:5:11")
            .tells("is no build context: that is a folder above app.toml's, as `..` or `../..`");
        assert!(!folder.path("apps/web/Dockerfile").exists(), "{context}");
    }
}

#[test]
fn it_ends_at_the_top_of_the_repository() {
    let folder = repository("\"../..\"");
    folder.write(".git/config", "");
    folder.run(&["generate", "apps/web"]).is(0);
    folder.write("apps/.git/config", "");
    let ran = folder.run(&["generate", "apps/web"]).is(2);
    ran.tells("apps/web/app.toml: the build context ../.. reaches over the top of the repository, ");
}

#[test]
fn it_ends_at_the_top_of_the_file_system() {
    let up = vec![".."; 16].join("/");
    let folder = repository(&format!("\"{up}\""));
    let ran = folder.run(&["generate", "apps/web"]).is(2);
    ran.tells("reaches over the top of the file system");
}
