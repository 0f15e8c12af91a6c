//! Which files are judged when a folder is named: git has the last word.

use std::{fs, process::Command};

use serde_json::Value;

use crate::{support::Folder, xorshift::Xorshift};

const BROKEN: &str = "FROM scratch\nFOO bar\n";

/// The files with findings, each once.
fn judged(folder: &Folder, args: &[&str]) -> Vec<String> {
    let ran = folder.run(&[&["audit", "--format", "json"], args].concat());
    let document: Value = serde_json::from_str(&ran.stdout).unwrap();
    let mut files: Vec<String> = document["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["file"].as_str().unwrap().to_owned())
        .collect();
    files.sort();
    files.dedup();
    files
}

fn git(folder: &Folder, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command
        .args(["-c", "core.excludesFile=/dev/null"])
        .args(args)
        .current_dir(folder.path(""));
    // A hook may run the tests: git would then speak of its repository.
    command
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_INDEX_FILE");
    let output = command.output().expect("the tests need git");
    assert!(output.status.success(), "git {args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn what_git_ignores_is_left_out_in_a_repository_and_outside_of_one() {
    let folder = Folder::new();
    folder.write(".gitignore", "/build\n*.dev\n!keep.dev\nDockerfile.[0-9]\nsub/\n");
    folder.write("a/.gitignore", "!Dockerfile.dev\ndeep/**/Dockerfile\n");
    for path in [
        "Dockerfile",
        "build/Dockerfile",
        "x/build/Dockerfile",
        "x/Dockerfile.dev",
        "x/Dockerfile.1",
        "x/Dockerfile.12",
        "sub/Dockerfile",
        "a/Dockerfile.dev",
        "a/deep/Dockerfile",
        "a/deep/er/Dockerfile",
        "a/shallow/Dockerfile",
    ] {
        folder.write(path, BROKEN);
    }
    let found = [
        "Dockerfile",
        "a/Dockerfile.dev",
        "a/shallow/Dockerfile",
        "x/Dockerfile.12",
        "x/build/Dockerfile",
    ];
    assert_eq!(judged(&folder, &[]), found);
    git(&folder, &["init", "-q"]);
    assert_eq!(judged(&folder, &[]), found);
    assert_eq!(judged(&folder, &["--all"]).len(), 11);
    // Named, it is judged; and what lies above a folder counts in it.
    assert_eq!(judged(&folder, &["sub/Dockerfile"]), ["sub/Dockerfile"]);
    assert_eq!(judged(&folder, &["a"]), ["a/Dockerfile.dev", "a/shallow/Dockerfile"]);
    assert_eq!(judged(&folder, &["x"]), ["x/Dockerfile.12", "x/build/Dockerfile"]);
    folder.write(".git/info/exclude", "shallow\n");
    assert_eq!(judged(&folder, &["a"]), ["a/Dockerfile.dev"]);
}

#[test]
fn a_repository_inside_of_another_has_its_own_word() {
    let folder = Folder::new();
    git(&folder, &["init", "-q"]);
    folder.write(".gitignore", "*.dev\n");
    folder.write("Dockerfile.dev", BROKEN);
    folder.write("lib/Dockerfile.dev", BROKEN);
    fs::create_dir(folder.path("lib/.git")).unwrap();
    assert_eq!(judged(&folder, &[]), ["lib/Dockerfile.dev"]);
}

#[test]
fn when_only_ignored_files_are_there_that_is_said() {
    let folder = Folder::new();
    folder.write(".gitignore", "*\n");
    folder.write("Dockerfile", BROKEN);
    folder
        .run(&["audit"])
        .is(2)
        .tells("error: there is no Dockerfile here or in a folder below")
        .tells("hint: there is one that git ignores: --all judges it, too");
}

/// Words that patterns and folders are made of.
const WORDS: [&str; 24] = [
    "a",
    "b",
    "ab",
    "foo",
    "build",
    "x y",
    "[z]",
    "c.d",
    "*",
    "**",
    "?",
    "[ab]",
    "[!a]",
    "a*",
    "*o*",
    "[[:alpha:]]",
    "\\[z\\]",
    "[a-c]*",
    "Dockerfile",
    "*.dev",
    "Dockerfile.*",
    "[]a]",
    "[",
    "x\\ y",
];

fn pattern(rng: &mut Xorshift) -> String {
    let words: Vec<&str> = (0..=rng.below(3)).map(|_| WORDS[rng.below(WORDS.len())]).collect();
    let mut pattern = words.join("/");
    for (odds, before, after) in [(4, "/", ""), (3, "", "/"), (10, "", "  "), (4, "!", ""), (12, "# ", "")] {
        if rng.below(odds) == 0 {
            pattern = format!("{before}{pattern}{after}");
        }
    }
    pattern
}

#[test]
fn git_and_we_agree_on_trees_and_patterns_that_nobody_thought_of() {
    let mut rng = Xorshift::new(3);
    let (mut kept, mut all) = (0, 0);
    for _ in 0..20 {
        let folder = Folder::new();
        git(&folder, &["init", "-q"]);
        let mut folders = vec![String::new()];
        for _ in 0..12 {
            let parent = folders[rng.below(folders.len())].clone();
            folders.push(format!("{parent}{}/", WORDS[rng.below(8)]));
        }
        for path in &folders {
            for name in ["Dockerfile", "Dockerfile.dev", "Dockerfile.a"] {
                folder.write(&format!("{path}{name}"), BROKEN);
            }
            if rng.below(3) == 0 {
                let end = ["\n", "\r\n"][rng.below(2)];
                let lines: String = (0..=rng.below(3)).map(|_| pattern(&mut rng) + end).collect();
                folder.write(&format!("{path}.gitignore"), lines);
            }
        }
        let listed = git(&folder, &["ls-files", "-z", "-o", "--exclude-standard"]);
        let mut expected: Vec<&str> = listed.split('\0').filter(|path| path.contains("Dockerfile")).collect();
        expected.sort_unstable();
        let shown: Vec<String> = folders
            .iter()
            .filter_map(|f| fs::read_to_string(folder.path(f).join(".gitignore")).ok())
            .collect();
        assert_eq!(judged(&folder, &[]), expected, "{shown:?}");
        kept += expected.len();
        all += judged(&folder, &["--all"]).len();
    }
    assert!(kept > 100 && kept < all, "{kept} of {all} files: the patterns say too little");
}

#[test]
fn links_are_not_followed_out_of_a_folder_nor_in_circles() {
    let (folder, outside) = (Folder::new(), Folder::new());
    outside.write("Dockerfile", BROKEN);
    folder.write("a/Dockerfile", BROKEN);
    for (target, link) in [
        (outside.path(""), "out"),
        (folder.path(""), "a/round"),
        (folder.path("gone"), "Dockerfile"),
        (outside.path("Dockerfile"), "Dockerfile.x"),
    ] {
        std::os::unix::fs::symlink(target, folder.path(link)).unwrap();
    }
    assert_eq!(judged(&folder, &[]), ["a/Dockerfile"]);
    // What a person names is another matter.
    assert_eq!(judged(&folder, &["Dockerfile.x"]), ["Dockerfile.x"]);
    assert_eq!(judged(&folder, &["out"]), ["out/Dockerfile"]);
}

#[test]
fn hostile_names_are_shown_harmlessly() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let folder = Folder::new();
    let names: [&[u8]; 5] = [
        b"Dockerfile.\x1b[2J",
        "Dockerfile.\u{202e}dev".as_bytes(),
        b"Dockerfile.a\n::error::x",
        b"Dockerfile.a,line=1::b%",
        b"\xff\xfe/Dockerfile",
    ];
    for name in names {
        let path = folder.path("").join(OsStr::from_bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, BROKEN).unwrap();
    }
    for format in ["human", "json", "sarif", "github", "gitlab"] {
        let ran = folder.run(&["audit", "--format", format]).is(1);
        let all = ran.stdout.clone() + &ran.stderr;
        let raw = all.chars().find(|c| hullwright::value::is_hidden(*c) && *c != '\n');
        assert_eq!(raw, None, "{format}: {all}");
        if format == "github" {
            let annotation = |line: &str| ["::error file=", "::warning file="].iter().any(|start| line.starts_with(start));
            assert!(ran.stdout.lines().all(annotation), "{}", ran.stdout);
            ran.never("\n::error::x").says("file=Dockerfile.a%2Cline=1%3A%3Ab%25,line=");
        }
    }
}

#[test]
fn a_large_file_is_judged_and_one_that_is_no_text_does_not_hide_the_others() {
    let folder = Folder::new();
    let mut large = String::from("FROM scratch\nUSER 1:1\n");
    while large.len() < 10 * 1024 * 1024 {
        large += "# a comment of no consequence\nENV A=b\n";
    }
    folder.write("Dockerfile.large", large);
    folder.write("Dockerfile.bytes", b"FROM scratch\n\xff\n");
    folder.write("Dockerfile", BROKEN);
    folder
        .run(&["audit"])
        .is(2)
        .says("Dockerfile:2:1")
        .tells("error: Dockerfile.bytes is not UTF-8 text")
        .tells("in 2 files");
}
