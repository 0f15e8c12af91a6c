//! What the files say that an app reads its settings from, where its sources name such a file: the port that it listens on, and folders for what
//! it keeps.

use std::collections::BTreeMap;

use super::{
    code::Code,
    keeps::has_other,
    seen::{Clue, Seen},
};
use crate::{
    compile::{
        detect::is_aside,
        library::{Common, SettingsSigns},
        project::{Kind, Project, at},
    },
    value::RelPath,
};

/// What was found.
#[derive(Default)]
pub struct Settings {
    /// The port.
    pub port: Option<Clue>,
    /// Folders of the project that are written to, by their paths.
    pub folders: BTreeMap<String, Seen>,
}

/// How deep a folder is looked into for anything at all.
const DEPTH: usize = 2;

/// The most bytes of such a file: a longer one is no person's.
const MOST: usize = 1 << 16;

impl Settings {
    /// Reads the files whose names stand in the sources. `writes`: whether anything in these writes.
    pub fn read(project: &dyn Project, code: &Code, common: &Common, writes: bool) -> Self {
        let mut out = Self::default();
        let signs = &common.settings;
        for path in files(project, code, signs) {
            let name = path.rsplit('/').next().unwrap_or(&path);
            let Some(text) = project.read(&path).filter(|text| text.len() <= MOST) else {
                continue;
            };
            let stem = name.split('.').next().unwrap_or(name);
            let by_loader =
                |source: &str| signs.loaded.iter().any(|l| l == stem) && signs.loaders.iter().any(|l| source.contains(l.as_str()));
            if !code.texts().any(|(_, source)| source.contains(name) || by_loader(source)) {
                continue;
            }
            // a heading in brackets lasts until the next one, another as long as lines stand farther in than it does
            let (mut section, mut indent) = (String::new(), None);
            for (at, line) in text.lines().enumerate() {
                let seen = || Seen {
                    file: path.clone(),
                    line: Some(at + 1),
                };
                let depth = line.len() - line.trim_start().len();
                if !line.trim().is_empty() && indent.is_some_and(|indent| depth <= indent) {
                    section.clear();
                }
                let Some((key, value)) = setting(line) else { continue };
                if value.is_empty() {
                    indent = (!line.trim_start().starts_with('[')).then_some(depth);
                    section = key;
                    continue;
                }
                let full = format!("{section}.{key}").to_ascii_lowercase();
                if !signs.others.iter().any(|other| full.contains(other.as_str())) && out.port.is_none() {
                    out.port = port(&key, value, common).map(|word| Clue { word, seen: seen() });
                }
                if writes && let Some(folder) = folder(&key, value, signs, project) {
                    out.folders.entry(folder).or_insert_with(seen);
                }
            }
        }
        out
    }
}

/// Files for settings at the top and in the folders for such.
fn files(project: &dyn Project, code: &Code, signs: &SettingsSigns) -> Vec<String> {
    let is_quoted = |name: &str| {
        let all = [format!("\"{name}\""), format!("'{name}'")];
        code.texts()
            .any(|(_, text)| all.iter().any(|quoted| text.contains(quoted.as_str())))
    };
    let is_one = |name: &str| signs.endings.iter().any(|ending| name.ends_with(ending.as_str())) && !name.contains("example");
    let mut found = Vec::new();
    for folder in std::iter::once("").chain(signs.folders.iter().map(String::as_str)) {
        for (name, kind) in project.list(folder) {
            // at the top there are many files of tools
            let named = || !folder.is_empty() || signs.names.iter().any(|stem| name.starts_with(stem.as_str())) || is_quoted(&name);
            if kind == Kind::File && is_one(&name) && named() {
                found.push(at(folder, &name));
            }
        }
    }
    found
}

/// The key and the value of a line of TOML, YAML, JSON, INI or properties, without quotes; no value where a section begins.
fn setting(line: &str) -> Option<(String, &str)> {
    let line = line.trim().trim_start_matches("- ");
    if line.starts_with(['#', ';', '/']) {
        return None;
    }
    if let Some(section) = line.strip_prefix('[') {
        let name = section.trim_start_matches('[').split(']').next()?;
        return Some((name.to_owned(), ""));
    }
    let (key, value) = line.split_once(['=', ':'])?;
    let value = value
        .split(" #")
        .next()
        .unwrap_or(value)
        .trim()
        .trim_end_matches([',', '{'])
        .trim_end();
    let key = key.trim().trim_matches(['"', '\'']);
    let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    plain.then(|| (key.to_owned(), value.trim_matches(['"', '\''])))
}

/// The last part of a setting's name in small letters, its words put together.
fn plain(key: &str) -> String {
    key.rsplit('.').next().unwrap_or(key).to_ascii_lowercase().replace(['-', '_'], "")
}

/// A port that is named by itself, or behind an address.
fn port(key: &str, value: &str, common: &Common) -> Option<String> {
    let signs = &common.settings;
    let last = plain(key);
    let number = if signs.ports.contains(&last) {
        value
    } else if signs.addresses.contains(&last) {
        value.rsplit_once(':')?.1
    } else {
        return None;
    };
    let port: u16 = number.parse().ok()?;
    (port >= 1024 && !common.ports_of_others.contains(&port)).then(|| port.to_string())
}

/// The folder of what an app keeps: one that is named as such, or that of a file which is not there.
fn folder(key: &str, value: &str, signs: &SettingsSigns, project: &dyn Project) -> Option<String> {
    let last = plain(key);
    let path = value.strip_prefix("sqlite:").map_or(value, |rest| rest.trim_start_matches('/'));
    let path = RelPath::new(path.trim_start_matches("./").trim_end_matches('/')).ok()?;
    let folder = if is_state(key, signs) {
        path.as_str()
    } else if signs.files.contains(&last) {
        path.as_str().rsplit_once('/')?.0
    } else {
        return None;
    };
    is_free(folder, project).then(|| folder.to_owned())
}

/// Whether a setting of this name is a folder for what an app keeps.
pub fn is_state(key: &str, signs: &SettingsSigns) -> bool {
    let last = plain(key);
    let is_it = |name: &String| name.strip_prefix('*').map_or(*name == last, |end| last.ends_with(end));
    signs.state.iter().any(is_it)
}

/// Whether nothing lies in a folder: one that is only kept in version control is as good as none.
pub fn is_free(folder: &str, project: &dyn Project) -> bool {
    !has_other(project, folder, &[], DEPTH) && !folder.split('/').next().is_some_and(is_aside)
}
