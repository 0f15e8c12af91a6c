//! Words in texts, and the files that they are looked for in.

use super::lookup::files;
use crate::compile::project::{Kind, Project};

/// The first text in quotes behind a word that stands by itself in a line, unless the line is a comment.
pub fn in_quotes<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let line = line.trim_start();
    if line.starts_with(['#', '/', '*']) {
        return None;
    }
    let (before, rest) = line.split_once(word)?;
    let part = |c: char| c.is_alphanumeric() || c == '_';
    if before.ends_with(part) || rest.starts_with(part) {
        return None;
    }
    quoted(rest)
}

/// The first text in quotes.
pub fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['"', '\''])?;
    let quote = text[open..].chars().next()?;
    text[open + 1..].split(quote).next().filter(|text| !text.is_empty())
}

/// The word right behind the first place of a text that has one behind it.
pub fn word_behind(text: &str, behind: &str) -> Option<String> {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(behind).find_map(|(at, _)| {
        let rest = &text[at + behind.len()..];
        // a part of a longer word is something else
        let joined = |one: Option<char>, other: Option<char>| one.is_some_and(in_word) && other.is_some_and(in_word);
        if joined(text[..at].chars().next_back(), behind.chars().next()) || joined(behind.chars().next_back(), rest.chars().next()) {
            return None;
        }
        // What begins a line goes on in that line.
        let rest = if behind.starts_with('\n') {
            rest.lines().next().unwrap_or_default()
        } else {
            rest
        };
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | ':'));
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ')' | ']' | '}' | ';'))
            .unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches(':');
        (!word.is_empty() && !word.contains(['$', '(', '{'])).then(|| word.to_owned())
    })
}

/// The first file that a pattern means and that has one text in it and another not; `bin/*.ending` means those in a folder.
pub fn file_of(project: &dyn Project, pattern: &str, having: &str, lacking: Option<&str>) -> Option<String> {
    let fits = |path: &String| {
        let text = project.read(path).unwrap_or_default();
        text.contains(having) && !lacking.is_some_and(|l| text.contains(l))
    };
    if let Some((folder, ending)) = pattern.split_once("/*").filter(|(folder, _)| *folder != "**") {
        let names = project.list(folder).into_iter();
        let mut paths = names
            .filter(|(name, kind)| *kind == Kind::File && name.ends_with(ending))
            .map(|(name, _)| format!("{folder}/{name}"));
        return paths.find(fits);
    }
    files(project, pattern).into_iter().find(fits)
}

/// How deep packages are followed.
const PACKAGES: usize = 8;

/// The first source file below a folder that has a text in it, and all of its text.
pub fn class_file(project: &dyn Project, below: &str, ending: &str, with: &str) -> Option<(String, String)> {
    let mut level = vec![below.to_owned()];
    for _ in 0..PACKAGES {
        let entries: Vec<(String, Kind)> = level
            .iter()
            .flat_map(|folder| {
                project
                    .list(folder)
                    .into_iter()
                    .map(move |(name, kind)| (format!("{folder}/{name}"), kind))
            })
            .collect();
        let mut sources = entries.iter().filter(|(path, kind)| *kind == Kind::File && path.ends_with(ending));
        let found = sources.find_map(|(path, _)| Some((path.clone(), project.read(path).filter(|t| t.contains(with))?)));
        if found.is_some() {
            return found;
        }
        level = entries
            .into_iter()
            .filter(|(_, kind)| *kind == Kind::Folder)
            .map(|(path, _)| path)
            .collect();
    }
    None
}

/// The text in an XML element, if the file has a text and the element begins with a prefix, which is dropped.
pub fn in_tag(text: &str, tag: &str, having: &str, prefix: &str) -> Option<String> {
    let fits = Some(text).filter(|t| t.contains(having))?;
    let inside = fits.split_once(&format!("<{tag}>"))?.1.split_once("</")?.0;
    // A reference to a property says nothing by itself.
    let word = Some(inside.trim()).filter(|w| !w.contains(['$', '<']))?;
    word.strip_prefix(prefix).map(str::to_owned)
}

/// What stands between two texts on a line; behind the first one, if the second is empty.
pub fn word_between(line: &str, before: &str, behind: &str) -> Option<String> {
    let rest = line.split_once(before)?.1;
    let word = if behind.is_empty() { rest } else { rest.split_once(behind)?.0 };
    Some(word.trim().to_owned())
}

/// The first two words of a line.
pub fn two_words(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace();
    Some((words.next()?, words.next()?))
}
