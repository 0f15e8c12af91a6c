//! The part of a preset that only `init` reads: how a project of the language looks to somebody who has never seen it.

use std::collections::BTreeMap;

use serde::Deserialize;

pub use super::gathers::Gathers;
use super::{
    detect::{Condition, Find},
    member::Member,
    preset::SwitchValue,
    project::Project,
    render::sh,
};

/// Classes whose fields are read from variables.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsClass {
    /// What they are made of.
    pub of: String,
    /// What stands before the text in quotes that all their variables begin with.
    pub prefix: String,
    /// Fields that are the address which an app listens on.
    pub hosts: Vec<String>,
    /// Fields that are its port.
    pub ports: Vec<String>,
}

/// `[signs]` of a preset.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Signs {
    /// How classes for settings are known.
    pub settings_class: Option<SettingsClass>,
    /// A project is certainly of this language if any of these holds.
    pub known_by: Vec<Condition>,
    /// It is not, whatever else speaks for it, if any of these holds.
    pub unless: Vec<Condition>,
    /// A project is the top of a workspace, whose lock file holds for the folders below it, if any of these holds.
    pub workspaces: Vec<Condition>,
    /// A folder without a file of a package manager is a part of what lies above it if any of these holds there.
    pub whole: Vec<Condition>,
    /// How one of those is built.
    pub member: Member,
    /// It starts the app if any of these holds, even where other languages are certain too: they make assets for it.
    pub leads: Vec<Condition>,
    /// It may be if any of these holds, when no language is certain.
    pub hinted_by: Vec<Condition>,
    /// Endings of source files at the top of the project that hint at the language too.
    pub sources: Vec<String>,
    /// Those of the endings that hint at it, where others stand for another language of the same sources.
    pub hints: Option<Vec<String>>,
    /// How deep folders are looked into for sources, where the language's own layout puts them deeper than others do.
    pub depth: Option<usize>,
    /// Where a project says its own name; the first that is there wins.
    pub name_from: Vec<Find>,
    /// Where the names of its programs are; all of the first that yields one.
    pub programs_from: Vec<Programs>,
    /// Texts in source files right after which the port stands, the most telling first.
    pub port_after: Vec<String>,
    /// An app listens on a port if any of these holds, or one of the texts in `listens` is in its sources; without either, every app is taken to.
    pub serves: Vec<Condition>,
    /// Texts in source files of what listens on a port.
    pub listens: Vec<String>,
    /// Whether the program that starts is the project's own, unless the way that it is started says.
    pub own: bool,
    /// Variables that programs commonly read, such as the one that names the port.
    pub told: Vec<Told>,
    /// How sources read the variable `{name}`, for those that all languages have in common.
    pub reads: Vec<String>,
    /// Options that programs commonly know, such as the address to listen on.
    pub flags: Vec<Flag>,
    /// Texts in source files of programs whose options belong to commands, so that none can be given.
    pub no_flags: Vec<String>,
    /// Texts in source files by which options can be given all the same: one of the commands is the usual one.
    pub flags_anyway: Vec<String>,
    /// Texts in source files right after which the port stands if the lines just above speak of a port.
    pub port_near: Vec<String>,
    /// Texts of which source files that listen have one; empty when nothing can be told from that.
    pub listens_by: Vec<String>,
    /// Texts of a line by which files become a part of the program.
    pub embeds: Vec<String>,
    /// Texts in source files by which a line makes something listen, or names what it listens on.
    pub loopback_by: Vec<String>,
    /// Texts of which a source file has one if it is about what listens at all; empty when the line alone says so.
    pub loopback_in: Vec<String>,
    /// What listens on the loopback where its sources say nothing of an address.
    pub unless_told: Vec<UnlessTold>,
    /// Where the project's settings say the port, before its sources do; the last number of the word counts.
    pub port_from: Vec<Find>,
    /// Where a path for health can be told from, before the sources say one: a dependency that answers there.
    pub health_from: Vec<Find>,
    /// Folders that known parts write to.
    pub writes: Vec<Writes>,
    /// How sources name what they write to.
    pub writing: Writing,
    /// Texts right before a path in quotes by which it is a route of the whole app; empty when any path in quotes may be one.
    pub route_before: Vec<String>,
    /// The signal that stops a program of one's own that handles none.
    pub stop: Option<Stop>,
    /// What known dependencies need besides.
    pub needs: Vec<Need>,
    /// Files that a step of the build gathers for what serves them.
    pub gathers: Vec<Gathers>,
}

/// A signal that programs of a language end on by themselves, where they would pass over SIGTERM: as process 1 of a container a program does so
/// unless it handles that (pid_namespaces(7)).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// The signal.
    pub signal: String,
    /// Texts in source files of programs that handle SIGTERM, by themselves or by what they call.
    pub unless: Vec<String>,
}

/// A variable that a project's own program may read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Texts in source files of which one shows it.
    pub texts: Vec<String>,
    /// Longer texts that are about something else, such as a key of the same name.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The variable.
    pub name: String,
    /// Its value; `{port}` is filled in.
    pub value: String,
    /// The folder that its value lies in, where the app writes there.
    #[serde(skip)]
    pub folder: Option<String>,
    /// Whether the app needs it although no source reads it.
    #[serde(skip)]
    pub needed: bool,
}

impl Told {
    /// A variable with a value, by itself.
    pub fn new(name: &str, value: &str) -> Self {
        Self {
            texts: Vec::new(),
            unless: Vec::new(),
            name: name.to_owned(),
            value: value.to_owned(),
            folder: None,
            needed: false,
        }
    }
}

/// An option that a project's own program may know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// Texts in source files of which one shows it.
    pub texts: Vec<String>,
    /// Texts of another option that says the same: then that one is given.
    #[serde(default)]
    pub unless: Vec<String>,
    /// The word of the command; `{port}` is filled in.
    pub word: String,
}

/// Where the names of programs are; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Programs {
    /// The names of the folders in a folder that hold a file with this ending.
    #[serde(rename_all = "kebab-case")]
    FoldersIn {
        /// The folder.
        folders_in: String,
        /// The ending with its dot.
        with: String,
        /// A text that one of those has; those folders count besides what was found before.
        text: Option<String>,
    },
    /// The names of the folders that a file lists, as `./path` alone or behind a word, that hold sources with a text: themselves, or in folders of
    /// another.
    #[serde(rename_all = "kebab-case")]
    FoldersNamed {
        /// The file.
        folders_named: String,
        /// The ending of sources with its dot.
        ending: String,
        /// The text.
        text: String,
        /// The folder of further ones.
        and_in: String,
    },
    /// A key in each entry of a list of tables in a TOML file.
    TomlEach {
        /// The file.
        toml: String,
        /// The dotted key of the list.
        each: String,
        /// The key in each entry.
        name: String,
        /// The key with the path of its own source file.
        path: Option<String>,
    },
    /// The names of the files in a folder with this ending, and of the folders in it that hold a file of this name.
    #[serde(rename_all = "kebab-case")]
    FilesIn {
        /// The folder.
        files_in: String,
        /// The ending with its dot.
        ending: String,
        /// The file in folders.
        or_with: String,
    },
    /// A key in each entry of a list of tables in a TOML file of each folder that another TOML file lists.
    TomlMembersEach {
        /// The file that lists folders.
        toml: String,
        /// The dotted key of the list.
        members: String,
        /// The dotted key of the list of tables in the file of the same name in each folder.
        each: String,
        /// The key in each entry.
        name: String,
    },
    /// A key of a TOML file, if another file is there.
    TomlIf {
        /// The file.
        toml: String,
        /// The dotted key.
        key: String,
        /// What must be there.
        beside: String,
    },
    /// A key in a TOML file of each folder that another TOML file lists, if a further file is there too.
    TomlMembers {
        /// The file that lists folders.
        toml: String,
        /// The dotted key of the list.
        members: String,
        /// The dotted key in the file of the same name in each folder.
        key: String,
        /// What must be in that folder.
        beside: String,
    },
    /// The last part of the path that a word of a file gives.
    #[serde(rename_all = "kebab-case")]
    LastPart {
        /// Where the path is.
        last_part: Find,
        /// What must be there besides.
        beside: Option<String>,
    },
}

/// A folder of the image that the app writes to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Writes {
    /// How it is seen: any of these.
    pub when: Vec<Condition>,
    /// The folder.
    pub path: String,
    /// What is written there, as a few words.
    pub why: String,
}

/// How sources of a language name the files and folders that they write to, in quotes.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Writing {
    /// Texts of a line by which a file that it names, or that its variable holds, is written.
    pub marks: Vec<String>,
    /// The same for a folder.
    pub folders: Vec<String>,
    /// What addresses of a file begin with, the longest first.
    pub urls: Vec<String>,
    /// Those are not counted from where the app is started if any of these holds.
    pub urls_unless: Vec<Condition>,
    /// What texts of several lines begin and end with.
    pub texts: Vec<String>,
    /// Texts of a line by which its path counts from the source file's own folder.
    pub here: Vec<String>,
    /// The folder of the image in which files are kept that lie among others; one of the app's own when left out.
    pub place: Option<String>,
    /// Texts that stand once for that folder, and again for each folder above it.
    pub up: Vec<String>,
    /// Texts of which each leads a folder up from the source file's own.
    pub above: Vec<String>,
    /// What names begin with that look like a file's and are something else.
    pub never: Vec<String>,
}

impl Writing {
    /// Whether nothing is known of that.
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty() && self.folders.is_empty()
    }
}

/// What a dependency needs that its own package does not bring.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Need {
    /// How the dependency is seen: any of these.
    pub when: Vec<Condition>,
    /// It is not needed if any of these holds.
    #[serde(default)]
    pub unless: Vec<Condition>,
    /// Why it is needed, as a few words.
    pub why: String,
    /// The base that has it.
    pub base: Option<String>,
    /// Debian packages of the build stage.
    #[serde(default)]
    pub build: Vec<String>,
    /// Debian packages of the image.
    #[serde(default)]
    pub runtime: Vec<String>,
    /// Environment of the build stage.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Steps of the build; a fact of the manager in braces, such as `{exec}`, stands for its value.
    #[serde(default)]
    pub run: Vec<String>,
    /// A line for a shell that runs before the app, each time that this starts; `{file}` is the path of the file that it needs.
    #[serde(default)]
    pub first: String,
    /// That file, by its name; it may lie in any folder.
    pub first_file: Option<Find>,
    /// Switches that have to be set; the words of texts are gathered.
    #[serde(default)]
    pub options: BTreeMap<String, SwitchValue>,
}

/// A server that listens on the loopback only, unless it is told an address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct UnlessTold {
    /// How it is known: any of these.
    pub when: Vec<Condition>,
    /// Texts of a source file by which it listens.
    pub by: Vec<String>,
    /// Texts by which that file may have told it.
    pub told: Vec<String>,
}

impl Need {
    /// Lets its steps begin in a folder below the project's own: there lies the app of a workspace that needs them.
    pub fn run_in(&mut self, folder: &str) {
        for step in &mut self.run {
            *step = format!("cd {} && {step}", sh(folder));
        }
        self.first.clear(); // it would look for its files where the app is not
    }

    /// The same, with what was found in a project.
    pub fn found_in(&self, project: &dyn Project) -> Self {
        let mut need = self.clone();
        if let Some(found) = self.first_file.as_ref().and_then(|file| file.find(project)) {
            need.first = need.first.replace("{file}", &sh(&found.word));
        }
        need
    }

    /// Whether it changes nothing, and people only have to know of it.
    pub fn is_word(&self) -> bool {
        let alone = self.first.is_empty() && self.env.is_empty() && self.run.is_empty() && self.options.is_empty();
        alone && self.build.is_empty() && self.runtime.is_empty()
    }
}
