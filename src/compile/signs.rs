//! The part of a preset that only `init` reads: how a project of the language looks to somebody who has never seen it.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    detect::{Condition, Find},
    preset::SwitchValue,
};

/// `[signs]` of a preset.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Signs {
    /// A project is certainly of this language if any of these holds.
    pub known_by: Vec<Condition>,
    /// It is not, whatever else speaks for it, if any of these holds.
    pub unless: Vec<Condition>,
    /// It starts the app if any of these holds, even where other languages are certain too: they make assets for it.
    pub leads: Vec<Condition>,
    /// It may be if any of these holds, when no language is certain.
    pub hinted_by: Vec<Condition>,
    /// Endings of source files at the top of the project that hint at the language too.
    pub sources: Vec<String>,
    /// How deep folders are looked into for sources, where the language's own layout puts them deeper than others do.
    pub depth: Option<usize>,
    /// Where a project says its own name; the first that is there wins.
    pub name_from: Vec<Find>,
    /// Where the names of its programs are; all of the first that yields one.
    pub programs_from: Vec<Programs>,
    /// Texts in source files right after which the port stands.
    pub port_after: Vec<String>,
    /// Where the project's settings say the port, before its sources do; the last number of the word counts.
    pub port_from: Vec<Find>,
    /// Where a path for health can be told from, before the sources say one: a dependency that answers there.
    pub health_from: Vec<Find>,
    /// Folders that known parts write to.
    pub writes: Vec<Writes>,
    /// What known dependencies need besides.
    pub needs: Vec<Need>,
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
    },
    /// A key in each entry of a list of tables in a TOML file.
    TomlEach {
        /// The file.
        toml: String,
        /// The dotted key of the list.
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

/// What a dependency needs that its own package does not bring.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Need {
    /// How the dependency is seen: any of these.
    pub when: Vec<Condition>,
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
    /// Switches that have to be set; the words of texts are gathered.
    #[serde(default)]
    pub options: BTreeMap<String, SwitchValue>,
}
