//! Which files and folders of a project are meant: fixed ones, by pattern, or as the project itself lists them.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{
    depends::included,
    lookup::{json_at, json_texts, toml_at, toml_texts},
    sources::sources,
};
use crate::{
    compile::project::{Kind, Project},
    value::RelPath,
};

/// Files or folders that are meant; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Inputs {
    /// A path that must be there, unless it is optional.
    Path {
        /// The path.
        path: String,
        /// Whether it may be missing.
        #[serde(default)]
        optional: bool,
    },
    /// Files at the top of the project with this ending, meant as one pattern: `*.go`.
    Ending {
        /// The ending with its dot.
        ending: String,
    },
    /// Folders at the top of the project that have a file with this ending somewhere inside.
    #[serde(rename_all = "kebab-case")]
    FoldersWith {
        /// The ending with its dot.
        folders_with: String,
        /// Folders that are not meant.
        #[serde(default)]
        except: Vec<String>,
    },
    /// All files and folders at the top, but hidden ones and our own.
    #[serde(rename_all = "kebab-case")]
    AllExcept {
        /// Names that are not meant, in upper or lower case; `*` in them stands for any text.
        all_except: Vec<String>,
        /// Folders whose files all end like this are left out too: what a build turns into something else.
        #[serde(default)]
        made_of: Vec<String>,
    },
    /// The first of these files that is there, and the files that its lines include.
    #[serde(rename_all = "kebab-case")]
    FirstOf {
        /// The files.
        first_of: Vec<String>,
        /// Words at the start of a line that includes the file named behind them.
        #[serde(default)]
        includes: Vec<String>,
    },
    /// Files and folders at the top that a source file names in quotes.
    #[serde(rename_all = "kebab-case")]
    NamedIn {
        /// The ending of source files with its dot.
        named_in: String,
        /// The only ones that are meant; any, when there are none.
        #[serde(default)]
        folders: Vec<String>,
        /// Names that are not meant.
        #[serde(default)]
        except: Vec<String>,
        /// Endings that a file may have which is named without: libraries for settings add one.
        #[serde(default)]
        stems: Vec<String>,
        /// Whether a path may also begin with the way up from the source's own folder, as of what is put into a program while it is compiled.
        #[serde(default)]
        above: bool,
    },
    /// Paths that a TOML file lists at a dotted key; `crates/*` means the folders in `crates`.
    TomlList {
        /// The file.
        toml: String,
        /// The dotted key.
        list: String,
    },
    /// Paths that a YAML file lists under a key at its left margin, one a line.
    YamlList {
        /// The file.
        yaml: String,
        /// The key.
        list: String,
    },
    /// Paths that a JSON file lists at a dotted key.
    JsonList {
        /// The file.
        json: String,
        /// The dotted key.
        list: String,
    },
}

/// What was taken.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Taken {
    /// The path, or a pattern such as `*.go`.
    pub path: String,
    /// Whether it is a folder.
    pub folder: bool,
}

/// How deep folders are searched for a file of some ending.
const DEPTH: usize = 6;

impl Inputs {
    /// The path, where one is named.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Path { path, .. } => Some(path),
            _ => None,
        }
    }

    /// What is meant and there, sorted, and the required paths that are missing.
    /// Folders named in `skip` are neither meant nor searched.
    pub fn take(all: &[Inputs], project: &dyn Project, skip: &[&str]) -> (Vec<Taken>, Vec<String>) {
        let mut taken = BTreeSet::new();
        let mut missing = Vec::new();
        for input in all {
            input.take_one(project, skip, &mut taken, &mut missing);
        }
        (taken.into_iter().collect(), missing)
    }

    fn take_one(&self, project: &dyn Project, skip: &[&str], taken: &mut BTreeSet<Taken>, missing: &mut Vec<String>) {
        let mut add = |path: &str| match project.kind(path) {
            Some(kind) => {
                taken.insert(Taken {
                    path: path.to_owned(),
                    folder: kind == Kind::Folder,
                });
                true
            }
            None => false,
        };
        match self {
            Self::Path { path, optional } => {
                if !add(path) && !optional {
                    missing.push(path.clone());
                }
            }
            Self::Ending { ending } => {
                let any = project
                    .list("")
                    .iter()
                    .any(|(name, kind)| *kind == Kind::File && is_named(name, ending));
                if any {
                    taken.insert(Taken {
                        path: format!("*{ending}"),
                        folder: false,
                    });
                }
            }
            Self::FoldersWith { folders_with, except } => {
                for (name, kind) in project.list("") {
                    let meant = kind == Kind::Folder && is_searched(&name, skip) && !except.contains(&name);
                    if meant && RelPath::new(&name).is_ok() && has_ending(project, &name, folders_with, skip, DEPTH) {
                        add(&name);
                    }
                }
            }
            Self::AllExcept { all_except, made_of } => {
                let meant = |name: &str| {
                    let lower = name.to_lowercase();
                    let ours = ["app.toml", "app.lock", "Dockerfile", "Containerfile"].contains(&name);
                    !ours && !all_except.iter().any(|p| fits(p, &lower)) && is_searched(name, skip) && RelPath::new(name).is_ok()
                };
                for (name, kind) in project.list("") {
                    let other = made_of.is_empty() || has_other(project, &name, kind, made_of, skip, DEPTH);
                    if meant(&name) && other {
                        add(&name);
                    }
                }
            }
            Self::FirstOf { first_of, includes } => match first_of.iter().find(|path| project.kind(path).is_some()) {
                Some(first) => included(project, first, includes).iter().for_each(|path| {
                    add(path);
                }),
                None => missing.extend(first_of.first().cloned()),
            },
            Self::NamedIn {
                named_in,
                folders,
                except,
                stems,
                above,
            } => {
                let paths = sources(project, std::slice::from_ref(named_in), skip, None);
                let mut texts = paths.iter().filter_map(|path| project.read(path));
                let named: BTreeSet<String> = if folders.is_empty() {
                    let texts: Vec<String> = texts.by_ref().collect();
                    let top = project.list("").into_iter().map(|(name, _)| name);
                    let meant = |name: &String| is_searched(name, skip) && RelPath::new(name).is_ok();
                    let quoted = |name: &str| texts.iter().any(|text| is_quoted(text, name, *above));
                    let stem = |name: &str| stems.iter().find_map(|end| name.strip_suffix(end.as_str()).map(str::to_owned));
                    top.filter(|name| meant(name) && (quoted(name) || stem(name).is_some_and(|stem| !stem.is_empty() && quoted(&stem))))
                        .collect()
                } else {
                    texts.flat_map(|text| quoted_folders(&text, folders)).collect()
                };
                named
                    .iter()
                    .filter(|name| !except.iter().any(|pattern| fits(pattern, name)))
                    .for_each(|path| {
                        add(path);
                    });
            }
            Self::TomlList { toml, list } => {
                let texts = toml_at(project, toml, list).map(|v| toml_texts(&v)).unwrap_or_default();
                texts.iter().flat_map(|t| unfold(project, t, skip)).for_each(|p| {
                    add(&p);
                });
            }
            Self::YamlList { yaml, list } => {
                let text = project.read(yaml).unwrap_or_default();
                let listed = text.lines().skip_while(|l| l.trim_end() != format!("{list}:")).skip(1);
                let items = listed
                    .map_while(|l| l.trim().strip_prefix("- "))
                    .map(|item| item.trim().trim_matches(['"', '\'']));
                items.flat_map(|t| unfold(project, t, skip)).for_each(|p| {
                    add(&p);
                });
            }
            Self::JsonList { json, list } => {
                let texts = json_at(project, json, list).map(|v| json_texts(&v)).unwrap_or_default();
                texts.iter().flat_map(|t| unfold(project, t, skip)).for_each(|p| {
                    add(&p);
                });
            }
        }
    }
}

/// A listed path, with a last part of `*` unfolded into the folders that are there. Paths that leave the project are not followed.
pub fn unfold(project: &dyn Project, listed: &str, skip: &[&str]) -> Vec<String> {
    let paths = match listed.strip_suffix("/*").or(listed.strip_suffix("/**")) {
        Some(parent) => project
            .list(parent)
            .into_iter()
            .filter(|(name, kind)| *kind == Kind::Folder && is_searched(name, skip))
            .map(|(name, _)| format!("{parent}/{name}"))
            .collect(),
        None => vec![listed.to_owned()],
    };
    paths
        .iter()
        .filter_map(|p| RelPath::new(p).ok())
        .map(|p| p.as_str().to_owned())
        .collect()
}

/// Whether a path that begins with this name stands in quotes.
fn is_quoted(text: &str, name: &str, above: bool) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = match above {
            true => text[..at].trim_end_matches(['.', '/']),
            false => text[..at].trim_end_matches("./").trim_end_matches('/'),
        };
        let behind = text[at + name.len()..].chars().next();
        before.ends_with(['"', '\'']) && matches!(behind, Some('"' | '\'' | '/'))
    })
}

fn is_named(name: &str, ending: &str) -> bool {
    name.len() > ending.len() && name.ends_with(ending) && !name.starts_with('.')
}

fn is_searched(name: &str, skip: &[&str]) -> bool {
    !name.starts_with('.') && !skip.iter().any(|p| fits(p, name))
}

/// Whether a name is meant by a pattern, in which `*` stands for any text.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = name.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Those of these folders that a text names at the start of a path in quotes. Looks at each byte once, however many folders there are.
fn quoted_folders(text: &str, folders: &[String]) -> Vec<String> {
    let ends = |c: char| matches!(c, '/' | '"' | '\'' | '`');
    let pieces = text.split(['"', '\'', '`']).skip(1);
    let firsts = pieces.map(|piece| {
        let path = piece.strip_prefix("./").or(piece.strip_prefix('/')).unwrap_or(piece);
        path.split(ends).next().unwrap_or_default()
    });
    firsts
        .filter(|f| folders.iter().any(|folder| folder == f))
        .map(str::to_owned)
        .collect()
}

/// Whether a file, or one in a folder, has none of these endings; an empty folder has none.
fn has_other(project: &dyn Project, path: &str, kind: Kind, endings: &[String], skip: &[&str], depth: usize) -> bool {
    if kind == Kind::File {
        return !endings.iter().any(|e| path.ends_with(e.as_str()));
    }
    let mut entries = project.list(path).into_iter().filter(|(name, _)| is_searched(name, skip));
    depth > 0 && entries.any(|(name, kind)| has_other(project, &format!("{path}/{name}"), kind, endings, skip, depth - 1))
}

fn has_ending(project: &dyn Project, folder: &str, ending: &str, skip: &[&str], depth: usize) -> bool {
    let entries = project.list(folder);
    if entries.iter().any(|(name, kind)| *kind == Kind::File && is_named(name, ending)) {
        return true;
    }
    depth > 0
        && entries
            .iter()
            .filter(|(name, kind)| *kind == Kind::Folder && is_searched(name, skip))
            .any(|(name, _)| has_ending(project, &format!("{folder}/{name}"), ending, skip, depth - 1))
}
