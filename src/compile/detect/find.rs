//! Finding a word in a project: a version, an entry point.

use serde::Deserialize;

use super::{
    condition::Condition,
    found::{Found, Part, found},
    lookup::{first_word, having, json_at, named, toml_at},
    readme::Readme,
    search,
    words::{class_file, file_of, in_quotes, in_tag, quoted, two_words, word_behind, word_between},
    yaml::yaml_at,
};
use crate::compile::project::Project;

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
    /// What stands between two texts on one line; behind the first one, if the second is empty.
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
    /// A text or a number at a dotted key of a JSON file; `prefix` is dropped and must be there.
    Json {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// What stands before the word.
        #[serde(default)]
        prefix: String,
        /// The word, with what was found in the place of `{}`.
        #[serde(default, rename = "as")]
        put: Option<String>,
        /// Whether it has to be a file of the project.
        #[serde(default)]
        there: bool,
    },
    /// The first word with this ending in a text at a dotted key of a JSON file.
    JsonWord {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// The ending with its dot.
        ending: String,
        /// Whether it has to be a file of the project.
        #[serde(default)]
        there: bool,
    },
    /// A fixed word, if a JSON file has a key.
    JsonIs {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
        /// The word.
        is: String,
    },
    /// What another verb finds, if a condition holds.
    If {
        /// The condition.
        when: Condition,
        /// The other verb.
        find: Box<Find>,
    },
    /// The name of the first entry by name of an object in a JSON file, put in the place of `{}`.
    JsonFirst {
        /// The file.
        json: String,
        /// The dotted key of the object.
        first: String,
        /// The word.
        is: String,
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
    /// The first of these files that is there: its path.
    #[serde(rename_all = "kebab-case")]
    FirstOf {
        /// The files.
        first_of: Vec<String>,
    },
    /// A file of this name at the top of the project or below: its path.
    Somewhere {
        /// Its name.
        somewhere: String,
    },
    /// Where a name at the left margin of a source file gets a value that is made so: `app = Flask(`.
    Assigned {
        /// The ending of source files with its dot.
        sources: String,
        /// How the value is made.
        assigned: String,
        /// The word; `{module}`, `{name}` and `{path}` are filled in.
        is: String,
    },
    /// Where a line of a source file begins so.
    Begins {
        /// The ending of source files with its dot.
        sources: String,
        /// How the line begins.
        begins: String,
        /// Whether what the line has in brackets may all be left out.
        #[serde(default)]
        open: bool,
        /// How another line of the file has to begin.
        with: Option<String>,
        /// The word; `{module}` and `{path}` are filled in.
        is: String,
    },
    /// All texts at a key in the entries of a list of tables in a TOML file, parted by commas.
    TomlAll {
        /// The file.
        toml: String,
        /// The dotted key of the list.
        each: String,
        /// The key in each entry.
        all: String,
    },
    /// A key of a table in a TOML file: the one that is called as the project is, else the first.
    #[serde(rename_all = "kebab-case")]
    KeyIn {
        /// The file.
        toml: String,
        /// The dotted key of the table.
        key_in: String,
        /// The dotted key of the project's name.
        like: String,
    },
    /// The first word before an equals sign behind another word, as in a list of scripts.
    #[serde(rename_all = "kebab-case")]
    KeyBehind {
        /// The file.
        file: String,
        /// The word.
        key_behind: String,
    },
    /// What the README starts.
    Readme(Readme),
    /// The folder that has this file, as a module.
    #[serde(rename_all = "kebab-case")]
    FolderWith {
        /// The file.
        folder_with: String,
        /// Folders that are looked into besides the project itself.
        #[serde(default)]
        within: Vec<String>,
    },
}

impl Find {
    /// Looks for the word.
    pub fn find(&self, project: &dyn Project) -> Option<Found> {
        let (file, word) = match self {
            Self::Tag { file, tag, having, prefix } => {
                let (name, word) = first_word(project, file, |text| in_tag(text, tag, having, prefix))?;
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
                let inside = |text: &str| text.lines().find_map(|l| word_between(l, before, behind));
                let (name, word) = first_word(project, file, inside)?;
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
                let (_, word) = text.lines().find_map(|l| two_words(l).filter(|(first, _)| first == after))?;
                (file, format!("{mark}{word}"))
            }
            Self::Toml { toml, key } => (toml, toml_at(project, toml, key)?.as_str()?.to_owned()),
            Self::Json {
                json,
                key,
                prefix,
                put,
                there,
            } => {
                let value = json_at(project, json, key)?;
                let number = value.as_u64().map(|number| number.to_string());
                let word = value.as_str().or(number.as_deref())?.strip_prefix(prefix.as_str())?;
                if *there && !search::is_file(project, word) {
                    return None;
                }
                (json, put.as_ref().map_or_else(|| word.to_owned(), |put| put.replace("{}", word)))
            }
            Self::JsonWord { json, key, ending, there } => return search::word_with(project, (json, key), ending, *there),
            Self::If { when, find } => return if when.holds(project) { find.find(project) } else { None },
            Self::JsonIs { json, key, is } => {
                json_at(project, json, key)?;
                (json, is.clone())
            }
            Self::JsonFirst { json, first, is } => {
                let name = json_at(project, json, first)?.as_object()?.keys().next()?.clone();
                (json, is.replace("{}", &name))
            }
            Self::Exists { exists, is } => {
                project.kind(exists)?;
                (exists, is.clone())
            }
            Self::FirstOf { first_of } => {
                let first = first_of.iter().find(|path| project.kind(path).is_some())?;
                (first, first.clone())
            }
            Self::Readme(readme) => return readme.find(project),
            Self::Somewhere { somewhere } => return search::somewhere(project, somewhere),
            Self::Assigned { sources, assigned, is } => return search::assigned(project, sources, assigned, is),
            Self::Begins {
                sources,
                begins,
                open,
                with,
                is,
            } => return search::begins(project, sources, (begins, with.as_deref()), *open, is),
            Self::TomlAll { toml, each, all } => return search::toml_all(project, toml, each, all),
            Self::KeyIn { toml, key_in, like } => return search::key_in(project, toml, key_in, like),
            Self::KeyBehind { file, key_behind } => return search::key_behind(project, file, key_behind),
            Self::FolderWith { folder_with, within } => return search::folder_with(project, folder_with, within),
            Self::Contains { file, contains, is } => {
                let (name, _) = having(project, file, contains)?;
                return found(name, is);
            }
        };
        found(file.clone(), &word)
    }
}
