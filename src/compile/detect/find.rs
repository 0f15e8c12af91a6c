//! Finding a word in a project: a version, an entry point.

use serde::Deserialize;

use super::lookup::{files, first_word, having, json_at, named, toml_at};
use super::yaml::yaml_at;
use crate::compile::project::{Kind, Project};

/// Where a word may be found; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Find {
    /// The first line of a file that is neither empty nor a comment.
    Line {
        /// The file.
        line: String,
    },
    /// The word after another one at the start of a line: `go 1.26.0`.
    After {
        /// The file.
        file: String,
        /// The word before.
        after: String,
        /// What to put before the word found: `>=` makes a least version of it.
        #[serde(default, rename = "as")]
        mark: String,
    },
    /// The text in an XML element without children: `<release>25</release>`.
    Tag {
        /// The file; `*.ending` for those of that ending at the top, `**/name` for those near it.
        file: String,
        /// The element's name.
        tag: String,
        /// What must be in that file.
        #[serde(default)]
        having: String,
        /// What stands before the word; it is dropped and must be there.
        #[serde(default)]
        prefix: String,
    },
    /// The first text in quotes behind a word, on the same line: `version = "1.2"`, `mainClass.set("a.B")`.
    Quoted {
        /// The file; `*.ending` for the first of that ending at the top.
        file: String,
        /// The word.
        quoted: String,
    },
    /// The first text in quotes behind a text, on that line or below: a list of arguments with one on each line.
    #[serde(rename_all = "kebab-case")]
    NextQuoted {
        /// The file, as above.
        file: String,
        /// The text.
        next_quoted: String,
    },
    /// The word right behind a text, up to a blank, a quote, a comma or a closing bracket; one that is put together from variables is none.
    Behind {
        /// The file, as above.
        file: String,
        /// The text.
        behind: String,
        /// What to put before the word found.
        #[serde(default, rename = "as")]
        mark: String,
    },
    /// A text at a dotted key of a YAML file.
    Yaml {
        /// The file.
        yaml: String,
        /// The dotted key.
        key: String,
    },
    /// The path of a file.
    Named {
        /// The file: `*.ending` for those of that ending at the top, `**/*.ending` for those near it, `bin/*.ending` for those in a folder.
        named: String,
        /// What must be in it.
        #[serde(default)]
        having: String,
        /// What must not be in it.
        lacking: Option<String>,
        /// Which part of the path is meant.
        #[serde(default)]
        part: Part,
    },
    /// The full name of the class that a source file makes, as its folder's first line or its package says: the first with a text in it.
    #[serde(rename_all = "kebab-case")]
    Class {
        /// The text.
        class_with: String,
        /// The folder that packages begin in.
        below: String,
        /// The ending of sources with its dot.
        sources: String,
        /// What the compiler puts behind the file's name.
        #[serde(default)]
        tail: String,
    },
    /// What stands between two texts on one line.
    Between {
        /// The file; `*.ending` for the first of that ending at the top.
        file: String,
        /// Before it and behind it.
        between: [String; 2],
    },
    /// The name of the first file at the top with this ending, without the ending.
    Stem {
        /// The ending with its dot.
        stem: String,
    },
    /// A text at a dotted key of a TOML file.
    Toml {
        /// The file.
        toml: String,
        /// The dotted key.
        key: String,
    },
    /// A text at a dotted key of a JSON file; `prefix` is dropped and must be there.
    Json {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// What stands before the word.
        #[serde(default)]
        prefix: String,
    },
    /// A fixed word, if a file is there.
    Exists {
        /// The file.
        exists: String,
        /// The word.
        is: String,
    },
    /// A fixed word, if a file has a text in it.
    Contains {
        /// The file.
        file: String,
        /// The text.
        contains: String,
        /// The word.
        is: String,
    },
}

/// A part of a path.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// All of it.
    #[default]
    Path,
    /// The name without folder and ending.
    Stem,
    /// The folder with a slash behind it; nothing for the top.
    Folder,
}

/// A word and the file it was found in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The word.
    pub word: String,
    /// The file.
    pub file: String,
}

impl Find {
    /// Looks for the word.
    pub fn find(&self, project: &dyn Project) -> Option<Found> {
        let (file, word) = match self {
            Self::Tag {
                file,
                tag,
                having,
                prefix,
            } => {
                let in_tag = |text: &str| {
                    let fits = Some(text).filter(|t| t.contains(having.as_str()))?;
                    let inside = fits.split_once(&format!("<{tag}>"))?.1.split_once("</")?.0;
                    // A reference to a property says nothing by itself.
                    let word = Some(inside.trim()).filter(|w| !w.contains(['$', '<']))?;
                    word.strip_prefix(prefix.as_str()).map(str::to_owned)
                };
                let (name, word) = first_word(project, file, in_tag)?;
                return found(name, &word);
            }
            Self::Quoted { file, quoted } => {
                let in_line = |text: &str| text.lines().find_map(|l| in_quotes(l, quoted)).map(str::to_owned);
                let (name, word) = first_word(project, file, in_line)?;
                return found(name, &word);
            }
            Self::NextQuoted { file, next_quoted } => {
                let next = |text: &str| quoted(text.split_once(next_quoted.as_str())?.1).map(str::to_owned);
                let (name, word) = first_word(project, file, next)?;
                return found(name, &word);
            }
            Self::Behind { file, behind, mark } => {
                let (name, word) = first_word(project, file, |text| word_behind(text, behind))?;
                return found(name, &format!("{mark}{word}"));
            }
            Self::Yaml { yaml, key } => {
                let word = yaml_at(project, yaml, key)?.into_iter().next()?;
                return found(yaml.clone(), &word);
            }
            Self::Named {
                named,
                having,
                lacking,
                part,
            } => {
                let name = file_of(project, named, having, lacking.as_deref())?;
                let (folder, last) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
                let word = match part {
                    Part::Path => &name,
                    Part::Stem => last.rsplit_once('.').map_or(last, |(s, _)| s),
                    Part::Folder => folder,
                };
                return found(name.clone(), word);
            }
            Self::Class {
                class_with,
                below,
                sources,
                tail,
            } => {
                let (name, text) = class_file(project, below, sources, class_with)?;
                let stem = name.rsplit('/').next()?.strip_suffix(sources.as_str())?;
                let package = word_behind(&text, "package ").map(|p| format!("{p}.")).unwrap_or_default();
                return found(name.clone(), &format!("{package}{stem}{tail}"));
            }
            Self::Between {
                file,
                between: [before, behind],
            } => {
                let inside = |l: &str| Some(l.split_once(before)?.1.split_once(behind)?.0.trim().to_owned());
                let (name, word) = first_word(project, file, |text| text.lines().find_map(inside))?;
                return found(name, &word);
            }
            Self::Stem { stem } => {
                let name = named(project, &format!("*{stem}"))?;
                let word = name.strip_suffix(stem)?.to_owned();
                return found(name, &word);
            }
            Self::Line { line } => {
                let text = project.read(line)?;
                let word = text.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#'))?;
                (line, word.to_owned())
            }
            Self::After { file, after, mark } => {
                let text = project.read(file)?;
                let word = text.lines().find_map(|l| {
                    let mut words = l.split_whitespace();
                    (words.next() == Some(after.as_str())).then(|| words.next().map(str::to_owned))?
                })?;
                (file, format!("{mark}{word}"))
            }
            Self::Toml { toml, key } => (toml, toml_at(project, toml, key)?.as_str()?.to_owned()),
            Self::Json { json, key, prefix } => (
                json,
                json_at(project, json, key)?.as_str()?.strip_prefix(prefix.as_str())?.to_owned(),
            ),
            Self::Exists { exists, is } => {
                project.kind(exists)?;
                (exists, is.clone())
            }
            Self::Contains { file, contains, is } => {
                let (name, _) = having(project, file, contains)?;
                return found(name, is);
            }
        };
        found(file.clone(), &word)
    }

    /// The first that is found.
    pub fn first(all: &[Find], project: &dyn Project) -> Option<Found> {
        all.iter().find_map(|f| f.find(project))
    }
}

fn found(file: String, word: &str) -> Option<Found> {
    let word = word.to_owned();
    Some(Found { word, file })
}

/// The first text in quotes behind a word that stands by itself in a line, unless the line is a comment.
fn in_quotes<'l>(line: &'l str, word: &str) -> Option<&'l str> {
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
fn quoted(text: &str) -> Option<&str> {
    let open = text.find(['"', '\''])?;
    let quote = text[open..].chars().next()?;
    text[open + 1..].split(quote).next().filter(|text| !text.is_empty())
}

/// The word right behind the first place of a text that has one behind it.
fn word_behind(text: &str, behind: &str) -> Option<String> {
    text.match_indices(behind).find_map(|(at, _)| {
        let rest = text[at + behind.len()..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '=' | ':'));
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ')' | ']' | '}' | ';'))
            .unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches(':');
        (!word.is_empty() && !word.contains(['$', '(', '{'])).then(|| word.to_owned())
    })
}

/// The first file that a pattern means and that has one text in it and another not; `bin/*.ending` means those in a folder.
fn file_of(project: &dyn Project, pattern: &str, having: &str, lacking: Option<&str>) -> Option<String> {
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
fn class_file(project: &dyn Project, below: &str, ending: &str, with: &str) -> Option<(String, String)> {
    let mut level = vec![below.to_owned()];
    for _ in 0..PACKAGES {
        let entries: Vec<(String, Kind)> = level
            .iter()
            .flat_map(|folder| project.list(folder).into_iter().map(move |(name, kind)| (format!("{folder}/{name}"), kind)))
            .collect();
        let mut sources = entries.iter().filter(|(path, kind)| *kind == Kind::File && path.ends_with(ending));
        let found = sources.find_map(|(path, _)| Some((path.clone(), project.read(path).filter(|t| t.contains(with))?)));
        if found.is_some() {
            return found;
        }
        level = entries.into_iter().filter(|(_, kind)| *kind == Kind::Folder).map(|(path, _)| path).collect();
    }
    None
}
