//! Words that are found by looking through source files and tables: the object that is the app, the script that starts it.

use std::collections::BTreeSet;

use super::{
    found::Found,
    lookup::{json_at, toml_at, toml_texts},
    sources::{is_aside, sources},
};
use crate::{
    compile::project::{Kind, Project},
    value::RelPath,
};

/// How many parts the name of a module may have whose object is taken for the app: what lies deeper is a part of it.
const PARTS: usize = 3;

/// The name at the left margin of a source file that gets a value such as `made(…)`; `{module}`, `{name}` and `{path}` are filled in.
pub fn assigned(project: &dyn Project, ending: &str, made: &str, is: &str) -> Option<Found> {
    look(project, ending, is, |text| {
        text.lines().find_map(|l| assigns(l, made)).map(str::to_owned)
    })
}

/// A line of a source file that begins like this, and another one like `with`. `open`: what stands in the brackets that it opens must all have a value of its own.
pub fn begins(project: &dyn Project, ending: &str, (begins, with): (&str, Option<&str>), open: bool, is: &str) -> Option<Found> {
    look(project, ending, is, |text| {
        with.is_none_or(|with| text.lines().any(|line| line.starts_with(with)))
            .then_some(())?;
        let (at, _) = text
            .match_indices(begins)
            .find(|(at, _)| *at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n'))?;
        (!open || callable(&text[at + begins.len()..])).then(String::new)
    })
}

fn look(project: &dyn Project, ending: &str, is: &str, name: impl Fn(&str) -> Option<String>) -> Option<Found> {
    let paths = sources(project, &[ending.to_owned()], &[], None);
    paths.into_iter().find_map(|path| {
        let name = name(&project.read(&path)?)?;
        let mut word = is.replace("{name}", &name).replace("{path}", &path);
        let mut root = String::new();
        if word.contains("{module}") {
            let module = project.module(&path).filter(|m| m.name.split('.').count() <= PARTS)?;
            word = word.replace("{module}", &module.name);
            root = module.root;
        }
        Some(Found { word, file: path, root })
    })
}

/// Whether a word is the path of a file of the project.
pub fn is_file(project: &dyn Project, word: &str) -> bool {
    RelPath::new(word).is_ok_and(|path| project.kind(path.as_str()) == Some(Kind::File))
}

/// The first word with an ending in a text at a key of a JSON file; `there` asks for a file of the project.
pub fn word_with(project: &dyn Project, (json, key): (&str, &str), ending: &str, there: bool) -> Option<Found> {
    let value = json_at(project, json, key)?;
    let words = value.as_str()?.split([' ', '\'', '"', ';']);
    let mut paths = words.filter_map(|word| RelPath::new(word.strip_prefix("./").unwrap_or(word)).ok());
    let path = paths.find(|path| path.as_str().ends_with(ending) && (!there || is_file(project, path.as_str())))?;
    Some(Found::new(json, path.as_str()))
}

/// `app: App = package.made(…)` names `app`.
fn assigns<'l>(line: &'l str, made: &str) -> Option<&'l str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let end = line.find(|c: char| !is_word(c))?;
    let (name, rest) = line.split_at(end);
    let (kind, value) = rest.split_once('=')?;
    let kind = kind.trim();
    let before = &value.trim_start()[..value.trim_start().find(made)?];
    let plain = before.is_empty() || before.ends_with('.') && before.chars().all(|c| is_word(c) || c == '.');
    (!name.is_empty() && (kind.is_empty() || kind.starts_with(':')) && plain).then_some(name)
}

/// Whether all parameters up to the closing bracket have a value of their own.
fn callable(rest: &str) -> bool {
    let mut depth = 0;
    let end = rest.find(|c: char| {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        depth < 0
    });
    let inside = &rest[..end.unwrap_or(rest.len())];
    let mut level = 0;
    let parts = inside.split(|c: char| {
        level += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        c == ',' && level == 0
    });
    parts
        .map(str::trim)
        .all(|p| p.is_empty() || p.contains('=') || p.starts_with(['*', '/', '#']))
}

/// All texts at a key in the entries of a list of tables, each once, parted by commas.
pub fn toml_all(project: &dyn Project, toml: &str, each: &str, key: &str) -> Option<Found> {
    let entries = toml_at(project, toml, each)?;
    let entries = entries.as_array()?.iter().filter_map(|e| e.get(key));
    let texts: BTreeSet<String> = entries.flat_map(toml_texts).collect();
    let joined = texts.into_iter().collect::<Vec<_>>().join(",");
    (!joined.is_empty()).then(|| Found::new(toml, &joined))
}

/// A key of a table in a TOML file: the one that is called as the project is, else the first.
pub fn key_in(project: &dyn Project, toml: &str, table: &str, like: &str) -> Option<Found> {
    let keys = toml_texts(&toml_at(project, toml, table).filter(toml::Value::is_table)?);
    let name = toml_at(project, toml, like);
    let name = name.as_ref().and_then(|n| n.as_str()).unwrap_or_default();
    chosen(keys, name, toml)
}

/// The first words before an equals sign behind a word, up to what ends the list.
pub fn key_behind(project: &dyn Project, file: &str, word: &str) -> Option<Found> {
    let text = project.read(file)?;
    let (_, rest) = text.split_once(word)?;
    let ends = |c: char| matches!(c, ' ' | '\t' | '"' | '\'' | ',' | '[' | '(' | ']' | ':' | '=');
    let key = |line: &str| {
        let key = line.split_once('=')?.0.trim_matches(ends).to_owned();
        let plain = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        plain.then_some(key)
    };
    // What stands between the word and the end of the list; an entry names a function behind a colon.
    let lines = rest
        .split(['\n', ','])
        .take_while(|l| !l.trim_start().starts_with([']', '[']) || !l.contains('\n'));
    let entries = lines.skip_while(|l| key(l).is_none()).map_while(|l| match key(l) {
        Some(key) if l.contains(':') => Some(Some(key)),
        None if l.trim().trim_matches(ends).is_empty() => Some(None),
        _ => None,
    });
    let keys: Vec<String> = entries.flatten().collect();
    // The project is called as it says, or as the folder that holds its metadata is.
    let said = text.lines().find_map(|l| {
        let value = l.trim_start().strip_prefix("name")?.trim_start().strip_prefix('=')?;
        Some(value.trim().trim_matches(['"', '\'', ',', ' ']).to_owned())
    });
    chosen(keys, &said.unwrap_or_default(), file)
}

fn chosen(keys: Vec<String>, name: &str, file: &str) -> Option<Found> {
    let same = keys
        .iter()
        .find(|k| k.replace('_', "-").eq_ignore_ascii_case(&name.replace('_', "-")));
    same.or(keys.first()).map(|key| Found::new(file, key))
}

/// A file of this name, the one nearest to the top.
pub fn somewhere(project: &dyn Project, name: &str) -> Option<Found> {
    let paths = sources(project, &[name.to_owned()], &[], None);
    let path = paths.into_iter().find(|p| p.rsplit('/').next() == Some(name))?;
    Some(Found::new(&path, &path))
}

/// The folder, at the top or in one of these, that has a certain file: its name as a module. The one that is called as the project is comes first.
pub fn folder_with(project: &dyn Project, file: &str, roots: &[String]) -> Option<Found> {
    let tops = std::iter::once(String::new()).chain(roots.iter().map(|r| format!("{r}/")));
    let mut folders = tops.flat_map(|top| {
        let entries = project.list(top.trim_end_matches('/')).into_iter();
        entries
            .filter(|(name, kind)| *kind == Kind::Folder && !is_aside(name))
            .map(move |(name, _)| format!("{top}{name}/{file}"))
    });
    folders.find_map(|path| {
        project.kind(&path)?;
        let module = project.module(&path)?;
        let (word, _) = module.name.rsplit_once('.')?;
        Some(Found {
            word: word.to_owned(),
            file: path,
            root: module.root,
        })
    })
}
