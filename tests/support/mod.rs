//! A folder that is gone at the end, a small project in it, and the program run there.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// The program.
pub const HULLWRIGHT: &str = env!("CARGO_BIN_EXE_hullwright");

/// Presets and templates of the language `page`, which only the tests know.
pub const LIBRARY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/library");

/// The day on which all tests happen: 2026-11-22.
pub const TODAY: &str = "1795305600";

/// The smallest project.
pub const APP: &str = "[app]\nname = \"page-one\"\nlanguage = \"page\"\n";

/// A folder of its own.
pub struct Folder(PathBuf);

impl Folder {
    /// An empty one.
    pub fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("hullwright-cli-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path.canonicalize().unwrap())
    }

    /// One with the smallest project in it.
    pub fn project() -> Self {
        let folder = Self::new();
        folder.write("app.toml", APP);
        folder.write("index.html", "hello\n");
        folder
    }

    /// One with the smallest project in it, generated.
    pub fn generated() -> Self {
        let folder = Self::project();
        folder.run(&["generate"]).is(0);
        folder
    }

    /// Its path, or that of something in it.
    pub fn path(&self, inside: &str) -> PathBuf {
        self.0.join(inside)
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// The names in it, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Replaces a text in a file that has it.
    pub fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// Runs the program here. Commands that compile are given the language of the tests.
    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    /// The same with a text as standard input.
    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let file = self.0.with_extension("stdin");
        fs::write(&file, stdin).unwrap();
        let output = self.command(args).stdin(fs::File::open(&file).unwrap()).output().unwrap();
        fs::remove_file(file).unwrap();
        Ran::of(output)
    }

    /// The program, not started yet.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(HULLWRIGHT);
        command.args(args).current_dir(&self.0).stdin(Stdio::null());
        if matches!(args.first(), Some(&("generate" | "check" | "diff" | "lock" | "plan" | "presets"))) && !args.contains(&"--templates") {
            command.args(["--templates", LIBRARY]);
        }
        if args.first() == Some(&"lock") && !args.contains(&"--offline") {
            // No test asks a registry that is not its own.
            command.arg("--offline");
        }
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
            command.env_remove(name);
        }
        command.env("SOURCE_DATE_EPOCH", TODAY);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// How the program ended.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    pub code: Option<i32>,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            code: output.status.code(),
        }
    }

    /// Checks the exit code.
    #[track_caller]
    pub fn is(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout, self.stderr);
        self
    }

    /// Checks that a text is among the data.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.stdout.contains(text), "no {text:?} in stdout:\n{}", self.stdout);
        self
    }

    /// Checks that a text is among the messages.
    #[track_caller]
    pub fn tells(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no {text:?} in stderr:\n{}", self.stderr);
        self
    }

    /// Checks that a text is nowhere.
    #[track_caller]
    pub fn never(self, text: &str) -> Self {
        for (name, all) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            assert!(!all.contains(text), "{text:?} in {name}:\n{all}");
        }
        self
    }
}

/// The text of a file that is not expected to be there in every case.
pub fn text(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}
