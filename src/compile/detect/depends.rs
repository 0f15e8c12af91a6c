//! What a project depends on: the names in all the places where the tools of its language write them down.

use serde::Deserialize;

use super::lookup::{json_at, json_texts, requirement_name, toml_at, toml_texts};
use crate::compile::project::Project;

/// A place where dependencies are named; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Names {
    /// A list, or the keys of a table, at a dotted key of a TOML file; what is optional there is none.
    Toml {
        /// The file.
        toml: String,
        /// The dotted key.
        at: String,
    },
    /// A list, or the keys of an object, at a dotted key of a JSON file.
    Json {
        /// The file.
        json: String,
        /// The dotted key.
        at: String,
    },
    /// A key in each entry of a list of tables in a TOML file, but in optional ones.
    #[serde(rename_all = "kebab-case")]
    TomlEach {
        /// The file.
        toml: String,
        /// The dotted key of the list.
        each: String,
        /// The key in each entry.
        name: String,
        /// The key in each entry that says its version.
        #[serde(default)]
        version: Option<String>,
        /// A key of entries that belong to groups, and the group that counts: others are not installed.
        #[serde(default)]
        only_in: Option<[String; 2]>,
    },
    /// The keys of an object at a dotted key of a JSON file, as far as they are paths: what stands behind the last of a word in each. Not those
    /// of entries that have one of these keys.
    JsonPaths {
        /// The file.
        json: String,
        /// The dotted key of the object.
        paths: String,
        /// The word.
        behind: String,
        /// The keys.
        unless: Vec<String>,
    },
    /// The lines of a file that end in a colon: what stands before a sign in each, without quotes.
    Headings {
        /// The file.
        headings: String,
        /// The sign.
        before: String,
    },
    /// The lines of a file, and of the files that it includes.
    Lines {
        /// The file.
        lines: String,
        /// Words at the start of a line that includes the file named behind them.
        #[serde(default)]
        includes: Vec<String>,
    },
    /// The texts in quotes in the brackets behind a word.
    Bracketed {
        /// The file.
        file: String,
        /// The word.
        bracketed: String,
    },
    /// The indented lines behind a line that is this word and an equals sign.
    Indented {
        /// The file.
        file: String,
        /// The word.
        indented: String,
    },
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name in normal form.
    pub name: String,
    /// The file that names it.
    pub file: String,
    /// As it stands there, without a version that stands apart from it.
    pub text: String,
    /// The version that stands apart: of a lock's entry, or those that a table allows, such as `^1.2`.
    pub allows: Option<String>,
}

impl Named {
    fn new(file: &str, text: String, allows: Option<String>) -> Self {
        Self {
            name: requirement_name(&text),
            file: file.to_owned(),
            text,
            allows,
        }
    }
}

impl Names {
    /// All that are named here.
    pub fn all(&self, project: &dyn Project) -> Vec<Named> {
        let named = |file: &str, text: String| Named::new(file, text, None);
        match self {
            Self::Toml { toml, at } => {
                let texts = toml_at(project, toml, at).map(|value| texts(&value)).unwrap_or_default();
                texts.into_iter().map(|(text, allows)| Named::new(toml, text, allows)).collect()
            }
            Self::Json { json, at } => {
                let Some(value) = json_at(project, json, at) else {
                    return Vec::new();
                };
                let allows = |text: &str| Some(value.get(text)?.as_str()?.to_owned());
                let texts = json_texts(&value).into_iter();
                texts
                    .map(|text| (allows(&text), text))
                    .map(|(allows, text)| Named::new(json, text, allows))
                    .collect()
            }
            Self::TomlEach {
                toml,
                each,
                name,
                version,
                only_in,
            } => {
                let Some(toml::Value::Array(entries)) = toml_at(project, toml, each) else {
                    return Vec::new();
                };
                let meant = |entry: &&toml::Value| {
                    let is_in = |[key, group]: &[String; 2]| entry.get(key).is_none_or(|groups| toml_texts(groups).contains(group));
                    !is_optional(entry) && only_in.as_ref().is_none_or(is_in)
                };
                let one = |entry: &toml::Value| {
                    let word = |key: &String| entry.get(key)?.as_str().map(str::to_owned);
                    Some(Named::new(toml, word(name)?, version.as_ref().and_then(word)))
                };
                entries.iter().filter(meant).filter_map(one).collect()
            }
            Self::JsonPaths {
                json,
                paths,
                behind,
                unless,
            } => {
                let Some(serde_json::Value::Object(entries)) = json_at(project, json, paths) else {
                    return Vec::new();
                };
                let meant = entries
                    .iter()
                    .filter(|(_, entry)| unless.iter().all(|key| entry.get(key).is_none()));
                let one = |(path, entry): (&String, &serde_json::Value)| {
                    let (_, name) = path.rsplit_once(behind.as_str())?;
                    Some(Named::new(json, name.to_owned(), version_of(entry)))
                };
                meant.filter_map(one).collect()
            }
            Self::Headings { headings, before } => {
                let text = project.read(headings).unwrap_or_default();
                let heading = |line: &str| {
                    let line = line.trim().strip_suffix(':')?.trim_matches(['"', '\'', '/']);
                    let (end, _) = line.match_indices(before.as_str()).find(|(at, _)| *at > 0)?;
                    let allows = line.get(end + before.len()..)?.split([',', '(']).next()?.trim_matches('"');
                    Some(Named::new(headings, line.get(..end)?.to_owned(), Some(allows.to_owned())))
                };
                text.lines().filter_map(heading).collect()
            }
            Self::Lines { lines, includes } => {
                let files = included(project, lines, includes);
                let of = |file: &String| {
                    let text = project.read(file).unwrap_or_default();
                    let all: Vec<Named> = text.lines().map(str::trim).map(|l| named(file, l.to_owned())).collect();
                    all
                };
                files.iter().flat_map(of).collect()
            }
            Self::Bracketed { file, bracketed } => {
                let text = project.read(file).unwrap_or_default();
                let Some((_, rest)) = text.split_once(bracketed.as_str()) else {
                    return Vec::new();
                };
                let inside = rest.split_once('[').map_or("", |(_, rest)| rest);
                let inside = inside.split("]\n").next().unwrap_or_default();
                let inside = inside.split("],").next().unwrap_or_default();
                let quoted = inside.split(['"', '\'']).skip(1).step_by(2);
                quoted.map(|text| named(file, text.to_owned())).collect()
            }
            Self::Indented { file, indented } => {
                let text = project.read(file).unwrap_or_default();
                let opens = |l: &&str| l.trim_end().strip_suffix('=').is_some_and(|word| word.trim() == indented);
                let behind = text.lines().skip_while(|l| !opens(l)).skip(1);
                let lines = behind.take_while(|l| l.starts_with([' ', '\t']) && !l.trim().is_empty());
                lines.map(|l| named(file, l.trim().to_owned())).collect()
            }
        }
    }
}

/// The version that an entry of a lock says.
fn version_of(entry: &serde_json::Value) -> Option<String> {
    Some(entry.get("version")?.as_str()?.to_owned())
}

/// Like `toml_texts`, with the extras that a table's entry asks for, `name[extra]`, and the versions that it allows.
fn texts(value: &toml::Value) -> Vec<(String, Option<String>)> {
    let toml::Value::Table(table) = value else {
        return toml_texts(value).into_iter().map(|text| (text, None)).collect();
    };
    let one = |(name, value): (&String, &toml::Value)| {
        let allows = value.as_str().or_else(|| value.get("version")?.as_str()).map(str::to_owned);
        match value.get("extras") {
            Some(extras) => (format!("{name}[{}]", toml_texts(extras).join(",")), allows),
            None => (name.clone(), allows),
        }
    };
    table.iter().filter(|(_, value)| !is_optional(value)).map(one).collect()
}

/// Whether it is installed only when somebody asks for an extra that has it.
fn is_optional(entry: &toml::Value) -> bool {
    entry.get("optional").and_then(toml::Value::as_bool) == Some(true)
}

/// A file and those that its lines include, each once; a path is seen from the file that names it.
pub fn included(project: &dyn Project, file: &str, words: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = vec![file.to_owned()];
    while let Some(path) = open.pop() {
        if found.contains(&path) {
            continue;
        }
        let Some(text) = project.read(&path) else { continue };
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for line in text.lines().map(str::trim) {
            let rest = words.iter().find_map(|w| line.strip_prefix(w.as_str()));
            let named = rest.map(|r| r.trim_start_matches([' ', '=', '\t']).trim());
            open.extend(named.and_then(|named| joined(folder, named)));
        }
        found.push(path);
    }
    found
}

/// A path seen from a folder, if it stays in the project.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!path.starts_with('/') && !parts.is_empty()).then(|| parts.join("/"))
}

/// Whether a dependency is the one that is meant: `name`, or `name[extra]` when an extra has to be asked for.
pub fn is_meant(named: &Named, meant: &str) -> bool {
    let Some((name, extra)) = meant.split_once('[') else {
        return named.name == meant;
    };
    let extras = named.text.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
    let asked = |(extras, _): (&str, &str)| extras.split(',').any(|e| e.trim() == extra.trim_end_matches(']'));
    named.name == name && extras.is_some_and(asked)
}
