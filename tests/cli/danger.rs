//! What can go wrong with files: links, folders, modes, full disks, and a run that is killed. Nothing is ever lost.

use std::{
    fs,
    os::unix::{
        fs::{PermissionsExt, symlink},
        process::CommandExt,
    },
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::support::{APP, Folder, HULLWRIGHT, LIBRARY, Ran, text};

#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let (folder, outside) = (Folder::project(), Folder::new());
    outside.write("precious", "do not lose me\n");
    symlink(outside.path("precious"), folder.path("Dockerfile")).unwrap();
    for args in [&["generate"][..], &["generate", "--force"]] {
        folder.run(args).is(2).tells("Dockerfile");
        assert_eq!(outside.read("precious"), "do not lose me\n");
        assert_eq!(folder.names(), ["Dockerfile", "app.toml", "index.html"]);
    }
    folder
        .run(&["generate", "--force"])
        .is(2)
        .tells("Dockerfile is a link out of the project, to ")
        .tells("hint: put a file there in place of the link");
}

/// Somebody else's project may link to our secrets: a log that everybody reads must not show them.
#[test]
fn what_a_link_out_of_the_project_leads_to_is_never_shown() {
    let outside = Folder::new();
    outside.write("secret", "hunter2 = hunter2\n");
    for name in ["app.toml", "app.lock", "Dockerfile", ".dockerignore"] {
        let folder = Folder::project();
        let _ = fs::remove_file(folder.path(name));
        symlink(outside.path("secret"), folder.path(name)).unwrap();
        for args in [&["generate"][..], &["check"], &["check", "--format", "json"], &["lock"], &["plan"]] {
            folder.run(args).never("hunter2");
        }
        folder
            .run(&["check"])
            .is(2)
            .tells(&format!("{name} is a link out of the project, to "));
    }
}

#[test]
fn a_link_inside_the_project_is_kept_and_what_it_leads_to_is_replaced() {
    let folder = Folder::project();
    folder.write("deploy/Dockerfile", "FROM alpine\n");
    symlink("deploy/Dockerfile", folder.path("Dockerfile")).unwrap();
    folder.run(&["generate", "--force"]).is(0);
    assert!(fs::symlink_metadata(folder.path("Dockerfile")).unwrap().is_symlink());
    assert!(folder.read("deploy/Dockerfile").contains("hullwright:sha256="));
    folder.run(&["check"]).is(0);
}

#[test]
fn a_link_that_leads_nowhere_is_said_to() {
    let folder = Folder::project();
    symlink("gone", folder.path("Dockerfile")).unwrap();
    folder
        .run(&["generate", "--force"])
        .is(2)
        .tells("Dockerfile is a link that leads nowhere");
    assert_eq!(folder.names(), ["Dockerfile", "app.toml", "index.html"]);
}

#[test]
fn a_folder_named_dockerfile_is_said_to_be_one() {
    let folder = Folder::project();
    folder.write("Dockerfile/keep", "me\n");
    for args in [&["generate"][..], &["generate", "--force"]] {
        folder
            .run(args)
            .is(2)
            .tells("error: Dockerfile is a folder, and a file belongs there");
    }
    assert_eq!(folder.read("Dockerfile/keep"), "me\n");
    assert_eq!(folder.names(), ["Dockerfile", "app.toml", "index.html"]);
}

/// Root may write anywhere, so this runs as nobody where the tests run as root.
#[test]
fn a_read_only_folder_stays_as_it_is() {
    let folder = Folder::generated();
    let program = Folder::new();
    // Not by this process: a child of another test could inherit the open file, and it could not be run then.
    assert!(
        Command::new("cp")
            .arg(HULLWRIGHT)
            .arg(program.path("hullwright"))
            .status()
            .unwrap()
            .success()
    );
    folder.write("library/page.toml", fs::read(format!("{LIBRARY}/page.toml")).unwrap());
    for entry in fs::read_dir(LIBRARY).unwrap() {
        let entry = entry.unwrap();
        folder.write(&format!("library/{}", entry.file_name().display()), fs::read(entry.path()).unwrap());
    }
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    let before = folder.read("Dockerfile");
    let root = fs::metadata("/proc/self").is_ok_and(|m| std::os::unix::fs::MetadataExt::uid(&m) == 0);
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o555)).unwrap();
    let mut command = Command::new(program.path("hullwright"));
    command.args(["generate", "--templates", "library"]).current_dir(folder.path(""));
    if root {
        command.uid(65534).gid(65534);
    }
    let ran = Ran::of(command.output().unwrap());
    fs::set_permissions(folder.path(""), fs::Permissions::from_mode(0o755)).unwrap();
    ran.is(2)
        .tells("app.lock cannot be written: permission denied")
        .tells("hint: no file was changed");
    assert_eq!(folder.read("Dockerfile"), before);
    assert_eq!(
        folder.names(),
        [".dockerignore", "Dockerfile", "app.lock", "app.toml", "index.html", "library"]
    );
}

/// A limit on the size of files stands in for a disk that fills up in the middle of a file.
#[test]
fn a_disk_that_fills_up_loses_nothing() {
    let folder = Folder::generated();
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    let before = ["Dockerfile", ".dockerignore", "app.lock"].map(|n| folder.read(n));
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" generate --templates \"$1\"";
    let mut shell = Command::new("sh");
    shell.args(["-c", script, HULLWRIGHT, LIBRARY]).current_dir(folder.path(""));
    Ran::of(shell.output().unwrap())
        .is(2)
        .tells("cannot be written: the file would be larger than is allowed here")
        .tells("hint: no file was changed");
    assert_eq!(["Dockerfile", ".dockerignore", "app.lock"].map(|n| folder.read(n)), before);
    assert_eq!(
        folder.names(),
        [".dockerignore", "Dockerfile", "app.lock", "app.toml", "index.html"]
    );
}

#[test]
fn a_run_that_is_killed_leaves_each_file_old_or_new() {
    const NAMES: [&str; 3] = ["Dockerfile", ".dockerignore", "app.lock"];
    const ALL: [&str; 5] = [".dockerignore", "Dockerfile", "app.lock", "app.toml", "index.html"];
    const KILLS: u32 = 150;
    let folder = Folder::generated();
    let read = |folder: &Folder| NAMES.map(|n| text(&folder.path(n)));
    let old = read(&folder);
    folder.write("app.toml", format!("{APP}version = \"3.23\"\n"));
    let start = Instant::now();
    folder.run(&["generate"]).is(0);
    let whole = start.elapsed();
    let new = read(&folder);
    let mut seen = [0; 2];
    for kill in 0..KILLS {
        for (name, text) in NAMES.iter().zip(&old) {
            folder.write(name, text.as_deref().unwrap());
        }
        let mut child = folder.command(&["generate"]).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(whole * kill / (KILLS - KILLS / 5) + Duration::from_micros(u64::from(kill) * 7 % 50));
        child.kill().unwrap();
        child.wait().unwrap();
        for ((now, old), new) in read(&folder).iter().zip(&old).zip(&new) {
            assert!(now == old || now == new, "neither old nor new: {now:?}");
            seen[usize::from(now == new)] += 1;
        }
        // Between naming a file and renaming it lie two system calls; who is killed just there leaves one whole file, known by its name.
        let more: Vec<String> = folder.names().into_iter().filter(|n| !ALL.contains(&n.as_str())).collect();
        assert!(more.len() <= 1 && more.iter().all(|n| n.contains(".hullwright-")), "{more:?}");
        if let [left] = more.as_slice() {
            assert!(new.contains(&text(&folder.path(left))), "{left} is no whole file");
        }
    }
    assert!(seen.iter().all(|n| *n > 0), "every run was killed too early or too late: {seen:?}");
    folder.write("Dockerfile", old[0].as_deref().unwrap());
    folder.write(".dockerignore", old[1].as_deref().unwrap());
    folder.write("app.lock", old[2].as_deref().unwrap());
    folder.run(&["generate"]).is(0);
    assert_eq!(folder.names(), ALL);
}

#[test]
fn what_a_dead_process_left_goes_and_what_a_person_named_alike_stays() {
    let folder = Folder::project();
    let mut dead = Command::new("true").spawn().unwrap();
    dead.wait().unwrap();
    let left = format!(".Dockerfile.hullwright-{}-0", dead.id());
    let living = format!(".Dockerfile.hullwright-{}-0", std::process::id());
    for name in [&left, &living, ".Dockerfile.hullwright-old", ".Dockerfile.backup"] {
        folder.write(name, "x");
    }
    folder.run(&["generate"]).is(0);
    let names = folder.names();
    assert!(!names.contains(&left), "{names:?}");
    for kept in [&living, ".Dockerfile.hullwright-old", ".Dockerfile.backup"] {
        assert!(names.iter().any(|n| n == kept), "{kept} is gone: {names:?}");
    }
}

#[test]
fn several_runs_at_once_leave_whole_files() {
    let folder = Folder::project();
    let children: Vec<_> = (0..8)
        .map(|_| folder.command(&["generate"]).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(
        folder.names(),
        [".dockerignore", "Dockerfile", "app.lock", "app.toml", "index.html"]
    );
    folder.run(&["check"]).is(0);
}
