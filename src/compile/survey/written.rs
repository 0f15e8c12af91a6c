//! From what an app writes to the lines about that.

use crate::sorting;
use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::{entries::Ground, lines::Lines, seen::Seen};

/// Folders that are written to: those that a person named, else those of parts that were seen.
pub fn folders(ground: &Ground<'_>, out: &mut Lines) {
    if !ground.answers.writable.is_empty() {
        out.list("runtime", "writable", &ground.answers.writable);
        return;
    }
    let seen = &ground.survey.writes;
    let usual = ground.survey.writable.iter().cloned();
    let told = ground
        .survey
        .told
        .iter()
        .filter_map(|(told, seen)| Some((told.folder.clone()?, &told.name, seen)));
    let folders = told.clone().map(|(folder, ..)| folder);
    let paths: BTreeSet<String> = seen.iter().map(|(w, _)| w.path.clone()).chain(usual).chain(folders).collect();
    let why = seen.iter().map(|(w, seen)| format!("{seen}: {}", w.why));
    let why: BTreeSet<String> = why.chain(told.map(|(_, name, seen)| format!("{seen}: {name}"))).collect();
    let why = why.into_iter().collect::<Vec<_>>().join("; ");
    out.list_why("runtime", "writable", paths, &why);
}

/// What its own sources name: folders, and links for files that it writes among its own.
pub fn by_name(ground: &Ground<'_>, out: &mut Lines) {
    let keeps = &ground.survey.keeps;
    let mut open = lists(out);
    if ground.answers.writable.is_empty() {
        let new = keeps.folders.iter().map(|(folder, seen)| (in_image(folder), folder.as_str(), seen));
        for (path, what, seen) in new.filter(|(path, ..)| !lies_in(path, &open)).collect::<Vec<_>>() {
            open.insert(path.clone());
            extend(out, path, &format!("{seen}: {what}"));
        }
    }
    if ground.answers.writable.is_empty() {
        for (folder, seen) in keeps
            .outside
            .iter()
            .filter(|(folder, _)| !lies_in(folder, &open))
            .collect::<Vec<_>>()
        {
            open.insert(folder.clone());
            extend(out, folder.clone(), &format!("{seen}: {folder}"));
        }
    }
    let files: BTreeMap<&String, &Seen> = keeps.files.iter().filter(|(file, _)| !lies_in(&in_image(file), &open)).collect();
    if files.is_empty() {
        return;
    }
    let place = match ground.answers.writable.first() {
        Some(said) => said.trim_end_matches('/').to_owned(),
        None => keeps.place.clone(),
    };
    if !open.contains(&place) {
        let first = files.iter().next().map(|(file, seen)| format!("{seen}: {file}"));
        extend(out, place.clone(), &first.unwrap_or_default());
    }
    let mut names = BTreeSet::new();
    for (file, seen) in files {
        let last = file.rsplit('/').next().unwrap_or(file);
        // two of one name do not become one file
        let numbered = (2..).map(|number| format!("{number}-{last}"));
        let free = std::iter::once(last.to_owned()).chain(numbered).find(|name| !names.contains(name));
        let name = free.unwrap_or_default();
        out.add("runtime.links", file, format!("{place}/{name}"), format!("{seen} writes it"));
        names.insert(name);
    }
}

fn in_image(path: &str) -> String {
    format!("/app/{path}")
}

/// Whether a path is one of these folders, or lies below one.
fn lies_in(path: &str, folders: &BTreeSet<String>) -> bool {
    folders.iter().any(|folder| {
        path.strip_prefix(folder.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

/// The folders that are named so far.
fn lists(out: &Lines) -> BTreeSet<String> {
    let named = out.0.iter().filter(|e| e.section == "runtime" && e.key == "writable");
    let items = named.filter_map(|e| e.value.as_array()).flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// Adds a folder to the list, and why.
fn extend(out: &mut Lines, path: String, why: &str) {
    match out.0.iter_mut().find(|e| e.section == "runtime" && e.key == "writable") {
        Some(entry) => {
            if let Value::Array(items) = &mut entry.value {
                items.push(path.into());
                sorting::by(items, |a, b| a.as_str().cmp(&b.as_str()));
            }
            entry.why = if entry.why.is_empty() {
                why.to_owned()
            } else {
                format!("{}; {why}", entry.why)
            };
        }
        None => out.list_why("runtime", "writable", [path], why),
    }
}
