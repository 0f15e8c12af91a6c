//! Files and folders of data that a project brings along: those that its sources name, and those that a variable for what an app keeps means when
//! nobody sets it.

use std::collections::BTreeMap;

use super::{code::Code, keeps::has_other, quoted::quoted, seen::Seen};
use crate::{
    compile::{
        detect::is_aside,
        project::{Kind, Project},
    },
    value::RelPath,
};

/// Files and folders of data that the sources name in quotes: what is installed as a package, or made by a framework, does not bring those beside it.
pub fn named(code: &Code, endings: &[String], reserved: &[&str], project: &dyn Project) -> BTreeMap<String, Seen> {
    let mut found = BTreeMap::new();
    let has_ending = |path: &str| endings.iter().any(|ending| path.ends_with(ending.as_str()));
    let is_data = |path: &str| match project.kind(path) {
        Some(Kind::File) => has_ending(path) && !reserved.contains(&path),
        Some(Kind::Folder) => !is_aside(path) && !project.list(path).is_empty() && !has_other(project, path, endings, NEAR),
        None => false,
    };
    for (file, text) in code.texts() {
        for (at, line) in text.lines().enumerate() {
            let paths = quoted(line).map(|q| q.text.trim_start_matches("./"));
            for path in paths.filter(|path| RelPath::new(path).is_ok() && !path.starts_with('.') && is_data(path)) {
                found.entry(path.to_owned()).or_insert_with(|| Seen {
                    file: file.to_owned(),
                    line: Some(at + 1),
                });
            }
        }
    }
    found
}

/// How many lines a default may stand below the variable's name.
const NEAR: usize = 3;

/// Those folders that stand in quotes beside one of these texts, as far as nothing but data is in them.
pub fn there(code: &Code, texts: &[String], data: &[String], project: &dyn Project) -> BTreeMap<String, Seen> {
    let mut found = BTreeMap::new();
    let is_there = |path: &str| project.kind(path) == Some(Kind::Folder) && !has_other(project, path, data, NEAR);
    for (file, text) in code.texts() {
        if !texts.iter().any(|t| text.contains(t.as_str())) {
            continue;
        }
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            if !texts.iter().any(|t| line.contains(t.as_str())) {
                continue;
            }
            let near = lines.iter().skip(at).take(NEAR).flat_map(|line| quoted(line));
            let folder = near
                .map(|q| q.text.trim_start_matches("./").trim_end_matches('/'))
                .find(|p| is_there(p));
            if let Some(folder) = folder {
                found.entry(folder.to_owned()).or_insert_with(|| Seen {
                    file: file.to_owned(),
                    line: Some(at + 1),
                });
            }
        }
    }
    found
}
