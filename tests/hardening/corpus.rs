//! Every Dockerfile at hand: examples, the rules' pages, the parser's cases, and folders that `HULLWRIGHT_CORPUS` names.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use hullwright::audit::RULES;

use crate::mutate::cases;

/// All of them, with a name to find them again.
pub fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = ["examples", "tests/clean", "tests/hardening/smells", "tests/weaknesses"]
        .iter()
        .map(|f| root.join(f))
        .collect();
    folders.extend(
        env::var("HULLWRIGHT_CORPUS")
            .iter()
            .flat_map(|all| env::split_paths(all))
            .collect::<Vec<_>>(),
    );
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| collect(folder, &mut paths));
    paths.sort();
    let mut all: Vec<(String, String)> = paths
        .into_iter()
        .filter_map(|path| Some((path.display().to_string(), fs::read_to_string(path).ok()?)))
        .collect();
    all.extend(
        cases()
            .into_iter()
            .enumerate()
            .map(|(at, text)| (format!("case {at} of the parser"), text)),
    );
    for rule in RULES {
        let blocks = rule.page().split("\n```dockerfile ").skip(1);
        let bodies = blocks.filter_map(|block| block.split_once('\n')?.1.split_once("```").map(|(body, _)| body.to_owned()));
        all.extend(bodies.enumerate().map(|(at, body)| (format!("{} block {at}", rule.name), body)));
    }
    assert!(all.len() > 300, "only {} files", all.len());
    all
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if path.is_dir() {
            collect(&path, paths);
        } else if (name.contains("dockerfile") || name.contains("containerfile")) && !name.ends_with(".dockerignore") {
            paths.push(path);
        }
    }
}
