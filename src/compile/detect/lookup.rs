//! A project's files by pattern, and values inside its TOML and JSON files by a dotted key.

use super::inputs::fits;
use crate::{
    compile::project::{Kind, Project},
    value::RelPath,
};

/// A file by its path, or the first at the top of the project that a pattern such as `*.xml` or `vite.config.*` means.
pub fn named(project: &dyn Project, file: &str) -> Option<String> {
    if !file.contains('*') {
        return project.kind(file).map(|_| file.to_owned());
    }
    let meant = |name: &str| name.len() >= file.len() && fits(file, name) && !name.starts_with('.');
    let all = project.list("").into_iter();
    all.filter(|(name, kind)| *kind == Kind::File && meant(name) && RelPath::new(name).is_ok())
        .map(|(name, _)| name)
        .next()
}

/// That file's name and text.
pub fn read(project: &dyn Project, file: &str) -> Option<(String, String)> {
    let name = named(project, file)?;
    let text = project.read(&name)?;
    Some((name, text))
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
