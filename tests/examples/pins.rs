//! Nothing that a generated build downloads is left to chance: every image has a digest, every tool a version and a hash that is checked
//! before it runs, every list of dependencies is one that holds hashes.

use std::sync::Arc;

use hullwright::{
    compile::{Inputs, Library, Memory, Pinning, compile},
    dockerfile::{Base, Body, Dockerfile, Instruction, Run},
    error::Error,
    source::Source,
    value::ImageRef,
};

use crate::{
    example::{Example, told},
    golden::nothing_wrong,
    packages,
};

/// What an app's author left open, and where: the example, the command, and why it is so.
const LEFT_OPEN: [(&str, &str, &str); 11] = [
    (
        "node-npm-unlocked",
        "npm install --no-package-lock --ignore-scripts",
        "it has no lock file, and no dependency that one could fix",
    ),
    (
        "python-pip-plain",
        "pip --python=.venv install --no-compile -r requirements.txt",
        "its requirements.txt names versions and no hashes; the option `hashes` is on for one that has them",
    ),
    (
        "python-pip-editable",
        "pip --python=.venv install --no-compile -r requirements.txt.others",
        "as python-pip-plain",
    ),
    (
        "python-pip-editable",
        "pip --python=.venv install --no-compile .[server]",
        "what it needs was installed before",
    ),
    (
        "python-pdm",
        "pip --python=.venv install --no-compile --no-deps .",
        "the project itself; pyproject.toml names the version of what builds it",
    ),
    (
        "python-project",
        "pip --python=.venv install --no-compile .",
        "as python-pdm, and it has no lock",
    ),
    (
        "python-project",
        "pip --python=.venv install --no-compile setuptools==80.9.0",
        "a last resort for what old packages import",
    ),
    (
        "python-named",
        "pip --python=.venv install --no-compile Flask==3.1.2 gunicorn==23.0.0",
        "no file names its packages, which `init` says; app.toml names the versions",
    ),
    (
        "python-pipenv-unlocked",
        "pip --python=.venv install --no-compile -r /tmp/requirements.txt",
        "as python-unlocked",
    ),
    (
        "python-poetry-unlocked",
        "pip --python=.venv install --no-compile -r /tmp/requirements.txt",
        "as python-unlocked",
    ),
    (
        "python-unlocked",
        "pip --python=.venv install --no-compile -r /tmp/requirements.txt",
        "it has no lock, which `init` says; pyproject.toml names the version",
    ),
];

/// Programs that fetch, and that no generated build has a use for.
const FETCHERS: [&str; 13] = [
    "curl",
    "wget",
    "git",
    "npx",
    "pipx",
    "corepack",
    "rustup",
    "gem",
    "easy_install",
    "conda",
    "brew",
    "aria2c",
    "bunx",
];

/// Each command of a RUN as its words.
fn commands(instruction: &Instruction) -> Vec<Vec<&str>> {
    let Body::Run(Run::Shell(script)) = &instruction.body else {
        return Vec::new();
    };
    let words = script.commands.iter().map(|c| c.words.iter().map(|w| w.value.as_str()).collect());
    words.collect()
}

/// Why a command may bring something else tomorrow than today; `after` are the commands that follow it in the same RUN.
fn loose(words: &[&str], after: &[Vec<&str>], locked: bool) -> Option<String> {
    let (program, rest) = words.split_first()?;
    let has = |word: &str| rest.contains(&word);
    let checks = |c: &Vec<&str>| matches!(c.as_slice(), ["sha256sum" | "sha512sum", "--check", "--strict", ..]);
    let checked = || after.iter().any(checks);
    let why = |why: &str| Some(format!("{why}: {}", words.join(" ")));
    match *program {
        "curl" if rest.last().is_some_and(|w| w.starts_with("https://")) && checked() => None,
        program if FETCHERS.contains(&program) => why("fetches what nobody checks"),
        "pip" | "pip3" if has("install") && !has("--require-hashes") => why("takes what has no hash"),
        "npm" if has("pack") && !(rest.last().is_some_and(|w| w.contains('@') && !w.ends_with('@')) && checked()) => {
            why("fetches a package that is not checked afterwards")
        }
        "npm" if has("install") || has("i") => {
            let local = has("--offline") && rest.last().is_some_and(|w| w.starts_with("/tmp/") && w.ends_with(".tgz"));
            if local { None } else { why("does not keep to the lock") }
        }
        // `install` keeps to composer.lock, which names the commit of each package; `dump-autoload` fetches nothing.
        "composer" if !has("install") && !has("dump-autoload") => why("does not keep to the lock"),
        "pnpm" if has("install") && !has("--frozen-lockfile") => why("does not keep to the lock"),
        "yarn" if has("install") && !has("--immutable") && !has("--frozen-lockfile") => why("does not keep to the lock"),
        "uv" if !has("--locked") => why("does not keep to the lock"),
        "cargo" if has("install") || !has("--locked") => why("does not keep to the lock"),
        "go" if has("install") || has("get") => why("fetches what no go.sum holds"),
        "apt-get" | "apk" if locked && (has("install") || has("add")) => {
            let verb = rest.iter().position(|w| matches!(*w, "install" | "add"))?;
            let mut names = rest[verb + 1..]
                .iter()
                .filter(|w| !w.starts_with('-') && **w != "$@" && !w.starts_with("/tmp/"));
            names
                .find(|w| !w.contains('='))
                .and_then(|_| why("installs whatever version there is"))
        }
        "set" if locked => rest[1..]
            .iter()
            .find(|w| !w.contains('='))
            .and_then(|_| why("installs whatever version there is")),
        _ => None,
    }
}

fn wrong(name: &str, text: &str, locked: bool) -> Vec<String> {
    let file = Dockerfile::parse(Arc::new(Source::new(name, text)));
    let mut wrong = Vec::new();
    let mut image = |said: &str| {
        if !ImageRef::parse(said).is_ok_and(|i| i.digest().is_some() && i.tag().is_some()) {
            wrong.push(format!("{name}: the image {said} has no tag and digest"));
        }
    };
    image(
        text.lines()
            .next()
            .and_then(|l| l.strip_prefix("# syntax="))
            .unwrap_or("of the syntax line"),
    );
    for stage in &file.stages {
        if let Base::Image(base) = &stage.base {
            image(&base.to_string());
        }
    }
    let stages: Vec<&str> = file
        .stages
        .iter()
        .filter_map(|s| s.name.as_ref().map(|n| n.value.as_str()))
        .collect();
    for instruction in &file.instructions {
        if let Some(from) = instruction.flag("from").and_then(|f| f.value.as_ref())
            && !stages.contains(&from.value.as_str())
        {
            image(&from.value);
        }
    }
    for instruction in &file.instructions {
        assert!(!matches!(instruction.body, Body::Add(_)), "{name}: no ADD is generated");
        let all = commands(instruction);
        for (at, words) in all.iter().enumerate() {
            if let Some(why) = loose(words, &all[at + 1..], locked) {
                wrong.push(format!("{name}: {why}"));
            }
        }
    }
    wrong
}

#[test]
fn no_example_downloads_anything_without_version_and_hash() {
    let mut all = Vec::new();
    for example in Example::all() {
        all.extend(wrong(&example.name, example.compiled().dockerfile(), false));
    }
    for example in packages::locked() {
        all.extend(wrong(&example.name, example.compiled().dockerfile(), true));
    }
    let mut idle = LEFT_OPEN.to_vec();
    all.retain(|line| {
        let known = |(name, command, _): &(&str, &str, &str)| line.starts_with(&format!("{name}: ")) && line.ends_with(command);
        let excused = LEFT_OPEN.iter().any(known);
        idle.retain(|open| !known(open));
        !excused
    });
    nothing_wrong(&all);
    assert!(idle.is_empty(), "left open, but not there: {idle:?}");
}

#[test]
fn what_is_loose_is_seen() {
    for command in [
        "curl -fsSL https://example.com/x | sh",
        "pip install poetry==2.5.1",
        "npm install --global pnpm@11.28.11",
        "npm pack --silent pnpm@11.28.11 && npm install --global --offline /tmp/pnpm-11.28.11.tgz",
        "npm pack --silent pnpm && sha512sum --check --strict --quiet /tmp/sums",
        "corepack enable",
        "pnpm install",
        "cargo install ripgrep",
        "apk add --no-cache git=1 curl",
        "set -- git=1 curl && apt-get install -y \"$@\"",
    ] {
        let digest = "0".repeat(64);
        let text = format!("# syntax=a/b:1@sha256:{digest}\nFROM a:1@sha256:{digest}\nRUN {command}\n");
        assert_eq!(wrong("x", &text, true).len(), 1, "{command}: {:?}", wrong("x", &text, true));
    }
    assert_eq!(wrong("x", "FROM a:1\nCOPY --from=b:1 / /\n", true).len(), 3);
}

/// Compiles a project whose package.json says this of its manager.
fn with_manager(said: &str) -> Result<String, Error> {
    let manifest = Arc::new(Source::new("app.toml", "[app]\nname = \"x\"\nlanguage = \"node\"\n"));
    let package = format!("{{\"name\": \"x\", \"packageManager\": \"{said}\"}}");
    let project = Memory::new([("package.json", package.as_str()), ("pnpm-lock.yaml", ""), ("server.js", "")]);
    let inputs = Inputs {
        manifest: &manifest,
        lock: None,
        project: &project,
        library: &Library::builtin(),
        pinning: Pinning::default(),
    };
    compile(inputs).map(|made| made.dockerfile().to_owned())
}

#[test]
fn a_manager_is_installed_by_the_hash_that_its_version_has() {
    let hash = "ab".repeat(64);
    let own = with_manager(&format!("pnpm@10.1.0+sha512.{hash}")).unwrap_or_else(|e| panic!("{}", told(&e)));
    assert!(own.contains(&format!("echo '{hash}  /tmp/pnpm-10.1.0.tgz' > /tmp/sums")), "{own}");
    let shipped = with_manager("npm@11").unwrap_or_else(|e| panic!("{}", told(&e)));
    assert!(shipped.contains("  /tmp/pnpm-11.28.11.tgz' > /tmp/sums"));
    assert_eq!(
        with_manager("pnpm@11.28.11").ok(),
        Some(shipped),
        "the hash of the shipped version is known"
    );
    for said in [
        "pnpm@7.33.7",
        "pnpm@7.33.7+sha1.abcdef",
        &format!("pnpm@7.33.7+sha512.{}", "zz".repeat(64)),
    ] {
        let error = with_manager(said).expect_err("its hash is not known");
        assert!(
            told(&error).contains("package.json names pnpm 7.33.7 without its SHA-512"),
            "{}",
            told(&error)
        );
        assert!(error.findings[0].help[0].contains("run `corepack use pnpm@7.33.7`"));
    }
}
