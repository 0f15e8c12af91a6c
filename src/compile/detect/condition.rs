//! Conditions: is something so in this project?

use serde::Deserialize;

use super::depends::Named;
use super::find::Find;
use super::inputs::fits;
use super::lookup::{having, json_at, json_texts, named, requirement_name, toml_at, toml_texts};
use super::sources::sources;
use super::yaml::yaml_at;
use crate::compile::project::Project;

/// A condition; exactly one of its verbs is used. All files are relative to the project.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Condition {
    /// The file or folder is there.
    Exists {
        /// Its path.
        exists: String,
    },
    /// A file at the top of the project has this ending.
    Ending {
        /// The ending with its dot.
        ending: String,
    },
    /// A file has this text in it.
    Contains {
        /// The file; `*.ending` for any of that ending at the top, `**/name` for any near it.
        file: String,
        /// The text.
        contains: String,
    },
    /// A line of a file asks for this package (as requirements files do).
    Requirement {
        /// The file.
        file: String,
        /// The package.
        requirement: String,
    },
    /// The project depends on this package; `name[extra]` when an extra has to be asked for.
    Dependency {
        /// The package.
        dependency: String,
    },
    /// The project depends on this package, or what it depends on does.
    Anywhere {
        /// The package.
        anywhere: String,
    },
    /// Neither a file nor a folder is there.
    Missing {
        /// Its path.
        missing: String,
    },
    /// A word is found in the project.
    Finds {
        /// Where.
        finds: Box<Find>,
    },
    /// A TOML file has this key.
    TomlKey {
        /// The file.
        toml: String,
        /// The dotted key.
        key: String,
    },
    /// A list or table at a key of a TOML file asks for this package.
    TomlRequirement {
        /// The file.
        toml: String,
        /// The dotted key.
        at: String,
        /// The package.
        requirement: String,
    },
    /// A JSON file has this key.
    JsonKey {
        /// The file.
        json: String,
        /// The dotted key.
        key: String,
    },
    /// A JSON file has one of these keys.
    JsonKeys {
        /// The file.
        json: String,
        /// The dotted keys.
        keys: Vec<String>,
    },
    /// A text at a key of a JSON file starts like this.
    JsonStarts {
        /// The file.
        json: String,
        /// The dotted key.
        at: String,
        /// The start.
        starts: String,
    },
    /// A text at a key of a JSON file begins like one of these.
    JsonBegins {
        /// The file.
        json: String,
        /// The dotted key.
        at: String,
        /// The beginnings.
        begins: Vec<String>,
    },
    /// A text at a key of a JSON file has this word in it, between blanks or other signs.
    #[serde(rename_all = "kebab-case")]
    JsonWord {
        /// The file.
        json: String,
        /// The dotted key.
        at: String,
        /// The word.
        has_word: String,
    },
    /// An object or list at a key of a JSON file has this entry.
    JsonHas {
        /// The file.
        json: String,
        /// The dotted key.
        at: String,
        /// The entry.
        has: String,
    },
    /// An entry of an object at a key of a JSON file, which is none of another object, stands between one of these pairs in a file.
    #[serde(rename_all = "kebab-case")]
    JsonNamed {
        /// The file.
        json: String,
        /// The dotted key.
        named: String,
        /// The dotted key of those that do not count.
        but_not: String,
        /// The files; those that are not there do not count. `src/*.x`: all sources below a folder that end so.
        within: Vec<String>,
        /// What stands before and behind it.
        between: Vec<[String; 2]>,
        /// How lines begin that do not count.
        #[serde(default)]
        but_lines: Vec<String>,
    },
    /// A text in an object at a key of a JSON file begins like one of these.
    JsonValues {
        /// The file.
        json: String,
        /// The dotted key.
        values: String,
        /// The beginnings.
        starts: Vec<String>,
    },
    /// A list of paths at a key of a JSON file, as of what a package is published with, leaves nothing at the top of the project out but what has
    /// one of these names in any case (`*` stands for anything).
    JsonCovers {
        /// The file.
        json: String,
        /// The dotted key.
        covers: String,
        /// The names.
        besides: Vec<String>,
    },
    /// A word of the project begins like one of these.
    Word {
        /// Where the word is.
        word: Box<Find>,
        /// The beginnings.
        starts: Vec<String>,
    },
    /// A mapping or list at a key of a YAML file has this entry.
    YamlHas {
        /// The file.
        yaml: String,
        /// The dotted key.
        at: String,
        /// The entry.
        has: String,
    },
    /// Whether the sources of the project import what neither it nor the language brings.
    Imports {
        /// Whether they do.
        imports: bool,
    },
    /// All of these hold.
    All {
        /// The conditions; the first is the one to show.
        all: Vec<Condition>,
    },
    /// Any of these holds.
    Any {
        /// The conditions.
        any: Vec<Condition>,
    },
    /// None of these holds.
    None {
        /// The conditions.
        none: Vec<Condition>,
    },
    /// A source file with this ending has this line, at the top of the project or up to three folders below.
    SourceLine {
        /// The ending with its dot.
        sources: String,
        /// The line, without the blanks around it.
        line: String,
    },
}

impl Condition {
    /// Whether it holds.
    pub fn holds(&self, project: &dyn Project) -> bool {
        match self {
            Self::Exists { exists } => project.kind(exists).is_some(),
            Self::Ending { ending } => named(project, &format!("*{ending}")).is_some(),
            Self::Contains { file, contains } => having(project, file, contains).is_some(),
            Self::Requirement { file, requirement } => project
                .read(file)
                .is_some_and(|text| text.lines().any(|line| requirement_name(line.trim()) == *requirement)),
            Self::Dependency { dependency } => project.depends(dependency, false).is_some(),
            Self::Anywhere { anywhere } => project.depends(anywhere, true).is_some(),
            Self::Missing { missing } => project.kind(missing).is_none(),
            Self::Finds { finds } => finds.find(project).is_some(),
            Self::TomlKey { toml, key } => toml_at(project, toml, key).is_some(),
            Self::TomlRequirement { toml, at, requirement } => {
                toml_at(project, toml, at).is_some_and(|value| toml_texts(&value).iter().any(|text| requirement_name(text) == *requirement))
            }
            Self::JsonKey { json, key } => json_at(project, json, key).is_some(),
            Self::JsonKeys { json, keys } => first_key(project, json, keys).is_some(),
            Self::JsonStarts { json, at, starts } => {
                json_at(project, json, at).is_some_and(|value| value.as_str().is_some_and(|text| text.starts_with(starts)))
            }
            Self::JsonBegins { json, at, begins } => {
                let value = json_at(project, json, at);
                let text = value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
                begins.iter().any(|beginning| text.starts_with(beginning.as_str()))
            }
            Self::JsonWord { json, at, has_word } => {
                let parts = |c: char| !(c.is_alphanumeric() || "-_./@".contains(c));
                let value = json_at(project, json, at);
                value.is_some_and(|value| value.as_str().is_some_and(|text| text.split(parts).any(|word| word == has_word)))
            }
            Self::JsonHas { json, at, has } => {
                json_at(project, json, at).is_some_and(|value| json_texts(&value).iter().any(|text| text == has))
            }
            Self::JsonNamed {
                json,
                named,
                but_not,
                within,
                between,
                but_lines,
            } => json_named(project, json, (named, but_not), within, (between, but_lines)).is_some(),
            Self::JsonValues { json, values, starts } => json_beginning(project, json, values, starts).is_some(),
            Self::JsonCovers { json, covers, besides } => covers_all(project, json, covers, besides),
            Self::Word { word, starts } => word.find(project).is_some_and(|f| starts.iter().any(|s| f.word.starts_with(s))),
            Self::YamlHas { yaml, at, has } => yaml_at(project, yaml, at).is_some_and(|texts| texts.contains(has)),
            Self::Imports { imports } => project.outside().is_some_and(|all| all.is_empty() != *imports),
            Self::All { all } => all.iter().all(|c| c.holds(project)),
            Self::Any { any: some } => any(some, project),
            Self::None { none } => !any(none, project),
            Self::SourceLine { sources, line } => source_line(project, sources, line).is_some(),
        }
    }

    /// The file that decides it, and a text that stands on the line that does.
    pub fn evidence(&self, project: &dyn Project) -> (String, Option<String>) {
        let last = |key: &'_ str| key.rfind('.').map_or(0, |at| at + 1);
        let (file, text) = match self {
            Self::Exists { exists } => (exists, None),
            Self::Ending { ending } => return (named(project, &format!("*{ending}")).unwrap_or_default(), None),
            Self::Contains { file, contains } => {
                let file = having(project, file, contains).map(|(name, _)| name);
                return (file.unwrap_or_default(), Some(contains.clone()));
            }
            Self::Requirement { file, requirement } => (file, Some(requirement.as_str())),
            Self::Dependency { dependency } => return told(project.depends(dependency, false)),
            Self::Anywhere { anywhere } => return told(project.depends(anywhere, true)),
            Self::Missing { missing } => return (format!("no {missing}"), None),
            Self::Finds { finds } => {
                let file = finds.find(project).map(|found| found.file).unwrap_or_default();
                return (file, finds.decisive().map(str::to_owned));
            }
            Self::TomlKey { toml, key } => (toml, Some(&key[last(key)..])),
            Self::TomlRequirement { toml, requirement, .. } => (toml, Some(requirement.as_str())),
            Self::JsonKey { json, key } | Self::JsonCovers { json, covers: key, .. } => (json, Some(&key[last(key)..])),
            Self::JsonKeys { json, keys } => (json, first_key(project, json, keys).map(|key| &key[last(key)..])),
            Self::JsonStarts { json, starts, .. } => (json, Some(starts.as_str())),
            Self::JsonBegins { json, at, .. } => (json, Some(&at[last(at)..])),
            Self::JsonWord { json, has_word, .. } => (json, Some(has_word.as_str())),
            Self::JsonHas { json, has, .. } => (json, Some(has.as_str())),
            Self::YamlHas { yaml, has, .. } => (yaml, Some(has.as_str())),
            Self::JsonNamed {
                json,
                named,
                but_not,
                within,
                between,
                but_lines,
            } => return said(json_named(project, json, (named, but_not), within, (between, but_lines))),
            Self::JsonValues { json, values, starts } => return (json.clone(), json_beginning(project, json, values, starts)),
            Self::Word { word, .. } => return (word.find(project).map(|f| f.file).unwrap_or_default(), None),
            Self::Imports { .. } => return ("its sources import nothing that has to be installed".to_owned(), None),
            Self::All { all } => return all.first().map(|c| c.evidence(project)).unwrap_or_default(),
            Self::Any { any } => {
                let first = any.iter().find(|c| c.holds(project));
                return first.map(|c| c.evidence(project)).unwrap_or_default();
            }
            Self::None { .. } => return (String::new(), None),
            Self::SourceLine { sources, line } => {
                return (source_line(project, sources, line).unwrap_or_default(), Some(line.clone()));
            }
        };
        (file.clone(), text.map(str::to_owned))
    }
}

fn first_key<'k>(project: &dyn Project, json: &str, keys: &'k [String]) -> Option<&'k String> {
    keys.iter().find(|key| json_at(project, json, key).is_some())
}

fn told(found: Option<Named>) -> (String, Option<String>) {
    said(found.map(|named| (named.file, named.text)))
}

fn said(found: Option<(String, String)>) -> (String, Option<String>) {
    found.map(|(file, text)| (file, Some(text))).unwrap_or_default()
}

/// The first text in an object that begins like one of some.
fn json_beginning(project: &dyn Project, file: &str, key: &str, starts: &[String]) -> Option<String> {
    let value = json_at(project, file, key)?;
    let mut texts = value.as_object()?.values().filter_map(|v| v.as_str());
    let text = texts.find(|text| starts.iter().any(|s| text.starts_with(s.as_str())))?;
    Some(text.to_owned())
}

/// The file that names an entry of one object that is none of another, and the text that does.
fn json_named(
    project: &dyn Project,
    json: &str,
    (named, but_not): (&str, &str),
    within: &[String],
    (between, but_lines): (&[[String; 2]], &[String]),
) -> Option<(String, String)> {
    let entries = |key: &str| json_at(project, json, key).map(|value| json_texts(&value)).unwrap_or_default();
    let (some, others) = (entries(named), entries(but_not));
    let wanted = some.iter().filter(|entry| !others.contains(entry));
    let texts: Vec<String> = wanted
        .flat_map(|entry| between.iter().map(move |[before, behind]| format!("{before}{entry}{behind}")))
        .collect();
    let counts = |line: &&str| !but_lines.iter().any(|start| line.starts_with(start.as_str()));
    let files = within.iter().flat_map(|file| match file.split_once("/*") {
        Some((folder, ending)) => {
            let mut all = sources(project, &[ending.to_owned()], &[], None);
            all.retain(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
            all
        }
        None => vec![file.clone()],
    });
    files.into_iter().find_map(|file| {
        let all = project.read(&file)?;
        let text = texts
            .iter()
            .find(|text| all.contains(text.as_str()) && all.lines().filter(counts).any(|line| line.contains(text.as_str())))?;
        Some((file, text.clone()))
    })
}

/// Whether each name at the top of the project is in a list of paths or one of those besides.
fn covers_all(project: &dyn Project, file: &str, key: &str, besides: &[String]) -> bool {
    let listed = json_at(project, file, key).map(|value| json_texts(&value)).unwrap_or_default();
    let first = |path: &String| {
        let path = path.trim_start_matches("./").trim_start_matches('/');
        path.split('/').next().unwrap_or_default().to_lowercase()
    };
    let patterns: Vec<String> = listed.iter().filter(|p| !p.starts_with('!')).map(first).collect();
    let known = |name: &str| patterns.iter().chain(besides).any(|p| fits(p, &name.to_lowercase()));
    !patterns.is_empty() && project.list("").iter().all(|(name, _)| known(name))
}

/// The source file that has a line.
fn source_line(project: &dyn Project, ending: &str, line: &str) -> Option<String> {
    sources(project, &[ending.to_owned()], &[], None)
        .into_iter()
        .find(|path| project.read(path).is_some_and(|text| text.lines().any(|l| l.trim() == line)))
}

/// Whether any of them holds.
pub fn any(conditions: &[Condition], project: &dyn Project) -> bool {
    conditions.iter().any(|c| c.holds(project))
}
