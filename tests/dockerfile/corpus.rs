//! Whole Dockerfiles that lie in the repository for other tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Whole files of other tests: the examples, and what the rules are tried on.
pub fn corpus() -> Vec<String> {
    under(&["examples", "tests/weaknesses", "tests/clean"])
}

/// The Dockerfiles below folders of the repository, in the order of their paths.
pub fn under(folders: &[&str]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in folders {
        files(&root.join(folder), &mut paths);
    }
    let is_one = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with("Dockerfile") || name.ends_with("Dockerfile")
    };
    paths.retain(is_one);
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("UTF-8")).collect()
}

fn files(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, paths);
        } else {
            paths.push(path);
        }
    }
}
