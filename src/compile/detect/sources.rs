//! The source files of a project that matter most: those near its top, without tests and without other people's code.

use crate::compile::project::{Kind, Project};

/// How deep folders are looked into: an app says what it is near its top.
const DEPTH: usize = 3;
/// The most source files that are looked at.
pub const MOST: usize = 200;
/// The most folders that are looked into.
const MOST_FOLDERS: usize = 2000;
/// Folders that hold no code of one's own that runs in production.
const ASIDE: [&str; 14] = [
    "test",
    "tests",
    "spec",
    "docs",
    "examples",
    "vendor",
    "dist",
    "build",
    "out",
    "node_modules",
    "target",
    "venv",
    "__pycache__",
    "third_party",
];

/// Whether a folder of this name is not looked into when an app's own code is looked for: hidden, of other people, made, or for tests.
pub fn is_aside(name: &str) -> bool {
    name.starts_with('.') || ASIDE.contains(&name)
}

/// Their paths, those near the top first. `endings` begin with a dot; folders named in `skip` are not looked into.
pub fn sources(project: &dyn Project, endings: &[String], skip: &[&str], depth: Option<usize>) -> Vec<String> {
    walk(project, skip, depth.unwrap_or(DEPTH), |name| is_source(name, endings))
}

/// Those in some folders of the project, which need not be anybody's own code: what a build made, where nothing else is.
pub fn sources_in(project: &dyn Project, folders: &[String], endings: &[String], skip: &[&str]) -> Vec<String> {
    let below = folders.iter().filter(|f| project.kind(f) == Some(Kind::Folder));
    walk_from(project, below.cloned().collect(), skip, DEPTH, |name| is_source(name, endings))
}

/// Files with a name that is meant, those near the top first. Folders named in `skip` are not looked into.
pub fn walk(project: &dyn Project, skip: &[&str], depth: usize, meant: impl Fn(&str) -> bool) -> Vec<String> {
    walk_from(project, vec![String::new()], skip, depth, meant)
}

fn walk_from(project: &dyn Project, from: Vec<String>, skip: &[&str], depth: usize, meant: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut level = from;
    let mut folders = 0;
    for _ in 0..=depth {
        let mut below = Vec::new();
        for folder in level {
            folders += 1;
            if folders > MOST_FOLDERS {
                return found;
            }
            let path = |name: &str| match folder.as_str() {
                "" => name.to_owned(),
                folder => format!("{folder}/{name}"),
            };
            project.each(&folder, &mut |name, kind| {
                match kind {
                    Kind::Folder if !is_aside(name) && !skip.contains(&name) => below.push(path(name)),
                    Kind::File if meant(name) => found.push(path(name)),
                    _ => {}
                }
                found.len() < MOST
            });
            // What is deeper could only be more of it.
            if found.len() == MOST {
                return found;
            }
        }
        level = below;
    }
    found
}

fn is_source(name: &str, endings: &[String]) -> bool {
    let is_test = name.contains("_test.") || name.contains(".test.") || name.contains(".spec.") || name.starts_with("test_");
    !name.starts_with('.') && !is_test && endings.iter().any(|e| name.ends_with(e.as_str()))
}
