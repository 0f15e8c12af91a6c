//! A project's files by pattern, and values inside its TOML and JSON files by a dotted key.

use super::{inputs::fits, sources::walk};
use crate::{
    compile::project::{Kind, Project, at},
    value::RelPath,
};

/// How deep a pattern that begins with `**/` reaches: `web/src/main/resources` is four.
const DEEP: usize = 5;

/// The files that a pattern means, those near the top first: a path itself, `*.xml` and `vite.config.*` for files so named at the top, `bin/*` for those in a folder, `src/*/pom.xml` for one in each of its folders, `**/pom.xml` and
/// `**/*.xml` for those below it too.
pub fn files(project: &dyn Project, pattern: &str) -> Vec<String> {
    let is_plain = |path: &String| RelPath::new(path).is_ok();
    if let Some(deep) = pattern.strip_prefix("**/") {
        return walk(project, &[], DEEP, |name| meant(name, deep))
            .into_iter()
            .filter(is_plain)
            .collect();
    }
    if !pattern.contains('*') {
        return project.kind(pattern).map(|_| pattern.to_owned()).into_iter().collect();
    }
    let (folder, last) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    if let Some(above) = folder.strip_suffix("/*").or((folder == "*").then_some("")) {
        let inside = project
            .list(above)
            .into_iter()
            .filter(|(name, kind)| *kind == Kind::Folder && !name.starts_with('.'));
        return inside
            .flat_map(|(name, _)| files(project, &format!("{}/{last}", at(above, &name))))
            .collect();
    }
    let all = project.list(folder).into_iter();
    all.filter(|(name, kind)| *kind == Kind::File && meant(name, last))
        .map(|(name, _)| at(folder, &name))
        .filter(is_plain)
        .collect()
}

/// Whether a name is that one, or one of those that a pattern such as `*.xml` or `vite.config.*` means.
fn meant(name: &str, pattern: &str) -> bool {
    name.len() >= pattern.len() && fits(pattern, name) && !name.starts_with('.')
}

/// The first of those files.
pub fn named(project: &dyn Project, pattern: &str) -> Option<String> {
    files(project, pattern).into_iter().next()
}

/// The first of those files that has a text in it: its name and all of its text.
pub fn having(project: &dyn Project, pattern: &str, text: &str) -> Option<(String, String)> {
    let read = |name: String| Some((project.read(&name)?, name));
    let found = files(project, pattern)
        .into_iter()
        .filter_map(read)
        .find(|(all, _)| all.contains(text));
    found.map(|(all, name)| (name, all))
}

/// The first word that one of those files yields, and that file's name.
pub fn first_word(project: &dyn Project, pattern: &str, word: impl Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let found = |name: String| Some((word(&project.read(&name)?)?, name));
    files(project, pattern).into_iter().find_map(found).map(|(word, name)| (name, word))
}

/// The value at a dotted key of a TOML file.
pub fn toml_at(project: &dyn Project, file: &str, key: &str) -> Option<toml::Value> {
    let text = project.read(file)?;
    let mut value: toml::Value = toml::from_str::<toml::Table>(&text).ok()?.into();
    for part in key.split('.') {
        value = value.as_table_mut()?.remove(part)?;
    }
    Some(value)
}

/// The value at a dotted key of a JSON file; a part `*` of the key is the object's first entry by name.
pub fn json_at(project: &dyn Project, file: &str, key: &str) -> Option<serde_json::Value> {
    let text = project.read(file)?;
    let mut value: serde_json::Value = serde_json::from_str(&text).ok()?;
    for part in key.split('.') {
        let object = value.as_object_mut()?;
        let first = object.keys().next().cloned();
        value = object.remove(if part == "*" { first.as_deref()? } else { part })?;
    }
    Some(value)
}

/// The texts in a value: itself, the entries of a list, or the keys of a table.
pub fn toml_texts(value: &toml::Value) -> Vec<String> {
    match value {
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().filter_map(|i| i.as_str().map(str::to_owned)).collect(),
        toml::Value::Table(table) => table.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// The texts in a value: itself, the entries of a list, or the keys of an object (sorted, as JSON gives them no order).
pub fn json_texts(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().filter_map(|i| i.as_str().map(str::to_owned)).collect(),
        serde_json::Value::Object(object) => {
            let mut keys: Vec<String> = object.keys().cloned().collect();
            keys.sort();
            keys
        }
        _ => Vec::new(),
    }
}

/// The name at the start of a requirement such as `Flask[async]>=3,<4 ; python_version > "3.9"`, in the normal form of PEP 503.
pub fn requirement_name(text: &str) -> String {
    let end = text
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/')))
        .unwrap_or(text.len());
    text[..end].to_ascii_lowercase().replace(['_', '.'], "-")
}
