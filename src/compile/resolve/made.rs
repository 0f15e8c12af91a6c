//! What a build makes, by the start command, by the lines of the build, and by the names that are usual.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, command::Words};
use crate::{
    compile::{
        detect::{Taken, json_at},
        preset::SwitchValue,
    },
    value::RelPath,
};

/// The first folder, or the file, of each word of the start command that is a path: has a slash or a point in it, or is what builds usually make.
pub fn for_start(ground: Ground<'_>, words: &Words) -> Vec<Taken> {
    let usual = |path: &str| ground.preset.made.iter().any(|m| m.names.iter().any(|n| n == path));
    let skip = ground.skipped();
    // the value of an option may be a module of a package: `--require dotenv/config`
    let is_module = |before: &str, word: &str| {
        let first = word.split('/').next().unwrap_or(word);
        before.starts_with('-') && !word.contains('.') && !usual(first) && ground.project.kind(first).is_none()
    };
    let pairs = words.command.iter().zip(words.command.iter().skip(1));
    let paths = pairs
        .filter(|(before, word)| !is_module(before, word))
        .filter_map(|(_, w)| RelPath::new(w).ok());
    paths
        .filter(|path| path.as_str().contains(['/', '.']) || usual(path.as_str()))
        .filter(|path| !skip.iter().any(|s| path.as_str().split('/').next() == Some(*s)))
        .filter_map(|path| {
            let first = path.as_str().split('/').next()?.to_owned();
            let folder = path.as_str().contains('/') || !first.contains('.');
            Some(Taken { path: first, folder })
        })
        .collect()
}

/// The usual folders that the line of the build names, and the project does not have of its own.
pub fn named_by_build(ground: Ground<'_>, options: &BTreeMap<String, SwitchValue>) -> Vec<Taken> {
    let Some((made, [file, object])) = ground.preset.made.as_ref().and_then(|m| Some((m, m.lines.as_ref()?))) else {
        return Vec::new();
    };
    let Some(SwitchValue::Text(script)) = options.get("script") else {
        return Vec::new();
    };
    let lines = json_at(ground.project, file, object).unwrap_or_default();
    let line = with_called(&lines, script);
    let parts = |c: char| !(c.is_alphanumeric() || "._-".contains(c));
    let mut words = line.split(parts);
    let first = words.next().unwrap_or_default();
    let named = words.filter(|w| *w != first && made.names.iter().any(|n| n == w) && !is_kept(ground, w));
    // A word of the program, as in `tool build`, names no folder: that stands behind an option, or is a path.
    let folders: BTreeSet<&str> = named
        .filter(|w| {
            [
                format!(" {w}/"),
                format!("dir {w}"),
                format!("-d {w}"),
                format!("-o {w}"),
                format!("dir={w}"),
            ]
            .iter()
            .any(|t| line.contains(t.as_str()))
        })
        .collect();
    folders
        .into_iter()
        .map(|path| Taken {
            path: path.to_owned(),
            folder: true,
        })
        .collect()
}

/// How many lines deep one line of a build may call another.
const DEEP: usize = 4;

/// A line of the build, with those that it calls by their names: `npm run build:client && npm run build:server`.
pub fn with_called(lines: &serde_json::Value, name: &str) -> String {
    called(lines, name, DEEP)
}

fn called(lines: &serde_json::Value, name: &str, deep: usize) -> String {
    let own = lines.get(name).and_then(|l| l.as_str()).unwrap_or_default();
    let words = own
        .split_whitespace()
        .filter(|word| deep > 0 && *word != name && lines.get(word).is_some());
    let texts: Vec<String> = words.map(|word| called(lines, word, deep - 1)).collect();
    [&[own.to_owned()], texts.as_slice()].concat().join(" && ")
}

/// Whether a path is made by the build rather than taken from the project.
pub fn is_made(ground: Ground<'_>, options: &BTreeMap<String, SwitchValue>, path: &str) -> bool {
    let steps = !ground.manifest.build.run.is_empty() || ground.refused.has("build.run");
    let Some(made) = &ground.preset.made else {
        return steps && ground.project.kind(path).is_none() && !path.contains('*');
    };
    let building = made
        .option
        .as_ref()
        .is_none_or(|o| options.get(o) == Some(&SwitchValue::Bool(true)))
        || ground.refused.has("build.options");
    let first = path.split('/').next().unwrap_or_default();
    let usual = made.names.iter().any(|n| n == first) && !is_kept(ground, first);
    building && usual || ground.project.kind(path).is_none() && !path.contains('*') && (building || steps)
}

/// Whether a folder that builds usually make is part of the project: there, and not among what version control leaves out.
fn is_kept(ground: Ground<'_>, name: &str) -> bool {
    let ignored = ground.project.read(".gitignore").unwrap_or_default();
    let names = ignored.lines().map(|l| l.trim().trim_matches('/').trim_end_matches("/*"));
    ground.project.kind(name).is_some() && !ignored.is_empty() && !names.into_iter().any(|n| n == name)
}
