//! `generate` in a folder where nothing is in the way, and where something is.

use std::{fs, os::unix::fs::PermissionsExt, time::SystemTime};

use crate::support::{APP, Folder, LIBRARY};

const THREE: [&str; 3] = ["Dockerfile", ".dockerignore", "app.lock"];

#[test]
fn a_first_run_writes_three_files_and_says_so() {
    let folder = Folder::project();
    let ran = folder.run(&["generate"]).is(0);
    assert_eq!(ran.stderr, "wrote Dockerfile, .dockerignore, app.lock\n");
    assert_eq!(ran.stdout, "");
    assert_eq!(
        folder.names(),
        [".dockerignore", "Dockerfile", "app.lock", "app.toml", "index.html"]
    );
    for name in THREE {
        let mode = fs::metadata(folder.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o644, "{name}");
    }
}

#[test]
fn a_second_run_touches_nothing() {
    let folder = Folder::generated();
    let times = || THREE.map(|name| fs::metadata(folder.path(name)).unwrap().modified().unwrap());
    for name in THREE {
        let file = fs::File::options().write(true).open(folder.path(name)).unwrap();
        file.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    }
    let before = times();
    assert_eq!(folder.run(&["generate"]).is(0).stderr, "unchanged\n");
    assert_eq!(times(), before);
}

#[test]
fn only_what_changed_is_written() {
    let folder = Folder::generated();
    folder.write("app.toml", format!("{APP}[runtime]\nports = [9000]\n"));
    assert_eq!(folder.run(&["generate"]).is(0).stderr, "wrote Dockerfile\n");
    assert!(folder.read("Dockerfile").contains("EXPOSE 9000"));
}

#[test]
fn the_mode_of_a_file_is_kept() {
    let folder = Folder::generated();
    fs::set_permissions(folder.path("Dockerfile"), fs::Permissions::from_mode(0o640)).unwrap();
    folder.write("app.toml", format!("{APP}[runtime]\nports = [9000]\n"));
    folder.run(&["generate"]).is(0);
    let mode = fs::metadata(folder.path("Dockerfile")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn stdout_prints_the_dockerfile_and_writes_nothing() {
    let folder = Folder::project();
    let ran = folder.run(&["generate", "--stdout"]).is(0);
    assert_eq!(folder.names(), ["app.toml", "index.html"]);
    assert_eq!(ran.stderr, "");
    folder.run(&["generate"]).is(0);
    assert_eq!(ran.stdout, folder.read("Dockerfile"));
}

#[test]
fn locked_never_changes_the_lock() {
    let folder = Folder::generated();
    folder.run(&["generate", "--locked"]).is(0).tells("unchanged");
    let lock = folder.read("app.lock");
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    folder
        .run(&["generate", "--locked"])
        .is(2)
        .tells("app.lock does not cover app.toml, and --locked forbids changing it")
        .tells("no digest is known for the build image alpine:3.23")
        .tells("app.toml:4:11");
    assert_eq!(folder.read("app.lock"), lock);
    folder.run(&["generate"]).is(0).tells("wrote Dockerfile, .dockerignore, app.lock");
}

#[test]
fn a_dockerfile_that_was_written_by_hand_is_not_overwritten() {
    let folder = Folder::project();
    folder.write("Dockerfile", "FROM alpine\nCMD echo mine\n");
    folder
        .run(&["generate"])
        .is(2)
        .tells("error: Dockerfile was written by hand, so it is not overwritten")
        .tells("-CMD echo mine")
        .tells("+USER 65532:65532")
        .tells("hint: to replace it, run: hullwright generate --force --templates");
    assert_eq!(folder.read("Dockerfile"), "FROM alpine\nCMD echo mine\n");
    assert_eq!(folder.names(), ["Dockerfile", "app.toml", "index.html"]);
    folder.run(&["generate", "--force"]).is(0).tells("wrote Dockerfile, ");
    assert!(!folder.read("Dockerfile").contains("mine"));
}

#[test]
fn an_ignore_file_that_was_written_by_hand_keeps_everything_from_being_written() {
    let folder = Folder::project();
    folder.write(".dockerignore", "node_modules\n");
    folder.run(&["generate"]).is(2).tells("error: .dockerignore was written by hand");
    assert_eq!(folder.names(), [".dockerignore", "app.toml", "index.html"]);
    assert_eq!(folder.read(".dockerignore"), "node_modules\n");
}

#[test]
fn an_edited_dockerfile_is_not_overwritten() {
    let folder = Folder::generated();
    folder.replace("Dockerfile", "EXPOSE 8080", "EXPOSE 8081");
    let edited = folder.read("Dockerfile");
    folder
        .run(&["generate"])
        .is(2)
        .tells("error: Dockerfile was edited by hand since hullwright made it, so it is not overwritten")
        .tells("-EXPOSE 8081\n+EXPOSE 8080\n");
    assert_eq!(folder.read("Dockerfile"), edited);
    folder.run(&["generate", "--force"]).is(0).tells("wrote Dockerfile\n");
}

#[test]
fn other_line_endings_are_no_edit() {
    let folder = Folder::generated();
    let text = folder.read("Dockerfile").replace('\n', "\r\n");
    folder.write("Dockerfile", &text);
    folder.run(&["generate"]).is(0).tells("unchanged");
    assert_eq!(folder.read("Dockerfile"), text);
    folder.run(&["check"]).is(0);
}

#[test]
fn an_image_without_a_digest_needs_a_word() {
    let folder = Folder::project();
    folder.write("app.toml", format!("{APP}[runtime]\nbase = \"nowhere\"\n"));
    folder
        .run(&["generate"])
        .is(2)
        .tells("no digest is known for the runtime image registry.example/nobody/knows:3.22")
        .tells("app.toml:5:8")
        .tells("hullwright lock");
    assert_eq!(folder.names(), ["app.toml", "index.html"]);
    folder
        .run(&["generate", "--unpinned"])
        .is(0)
        .tells("warning: registry.example/nobody/knows:3.22 is not pinned by a digest");
    assert!(
        folder
            .read("Dockerfile")
            .contains("FROM registry.example/nobody/knows:3.22 AS runtime")
    );
}

#[test]
fn templates_of_the_project_itself_are_used() {
    let folder = Folder::project();
    for entry in fs::read_dir(LIBRARY).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        folder.write(&format!("build/{name}"), fs::read(entry.path()).unwrap());
    }
    folder.write("app.toml", format!("{APP}[template]\npath = \"build\"\n"));
    let generate = |folder: &Folder| {
        let mut command = std::process::Command::new(crate::support::HULLWRIGHT);
        crate::support::Ran::of(command.arg("generate").arg(folder.path("")).output().unwrap())
    };
    generate(&folder).is(0).tells("wrote Dockerfile");
    folder.replace("build/page.Dockerfile.tera", "USER {{ runtime.uid }}:{{ runtime.gid }}", "USER 0");
    generate(&folder)
        .is(2)
        .tells("the compiled Dockerfile did not pass the verifier, so nothing was written");
    folder.write("app.toml", format!("{APP}[template]\npath = \"nothing\"\n"));
    generate(&folder)
        .is(2)
        .tells("error: the template folder nothing, which app.toml names, cannot be used");
}
