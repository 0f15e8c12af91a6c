//! The files of `src/`, read once.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use crate::code::{Kind, only, paths};

/// A file of the program.
pub struct File {
    /// Its path from `src/` on: `audit/rules/mod.rs`.
    pub path: String,
    /// Its text.
    pub text: String,
    /// All paths in its code.
    pub paths: Vec<Vec<String>>,
}

impl File {
    /// A file of that text.
    pub fn new(path: &str, text: String) -> Self {
        Self {
            path: path.to_owned(),
            paths: paths(&only(&text, &[Kind::Code])),
            text,
        }
    }

    /// The top-level module that it belongs to; `lib`, `main` and `cli` are their own.
    pub fn module(&self) -> &str {
        let first = self.path.split('/').next().unwrap_or_default();
        first.strip_suffix(".rs").unwrap_or(first)
    }

    /// How deep its module lies: `crate::a::b` at two.
    pub fn depth(&self) -> usize {
        let parts = self.path.split('/').count();
        if self.path.ends_with("/mod.rs") { parts - 1 } else { parts }
    }
}

/// All of them, sorted.
pub fn files() -> &'static [File] {
    static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut paths = Vec::new();
        collect(&root, &mut paths);
        paths.sort();
        assert!(paths.len() > 50, "only {} files were found", paths.len());
        let open = |path: &PathBuf| {
            let text = fs::read_to_string(path).expect("sources are UTF-8");
            let inside = path.strip_prefix(&root).expect("it is inside");
            File::new(inside.to_str().expect("names are UTF-8"), text)
        };
        paths.iter().map(open).collect()
    });
    &FILES
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("src/ can be read") {
        let path = entry.expect("src/ can be read").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
}
