//! A framework, as data: how it is seen in a project, how an app of it is started, and what its build reads and makes.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    detect::{Condition, Find, Inputs, Script},
    preset::SwitchValue,
    start::Start,
};

/// A framework.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Framework {
    /// Its name in `app.toml`.
    pub name: String,
    /// How it is seen in a project: any of these.
    pub when: Vec<Condition>,
    /// Where its entry point is: the first that is there becomes `{entry}`.
    #[serde(default)]
    pub entry: Vec<Find>,
    /// Ways to start it, the first that is possible is taken; then `command`.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// Where a project says how it is started; before its usual command.
    #[serde(default)]
    pub scripts: Vec<Script>,
    /// What a project with it lacks that could be started, and how to come by it.
    pub lacks: Option<String>,
    /// Its start command; `{entry}`, `{port}` and `{name}` are filled in.
    pub command: Option<Vec<String>>,
    /// Its usual port.
    pub port: Option<u16>,
    /// Whether it listens on no port, as one that works through a queue.
    #[serde(default)]
    pub portless: bool,
    /// The base that suits it, where the preset's first does not.
    pub base: Option<String>,
    /// Values of switches that suit it, unless app.toml or the project's files say.
    #[serde(default)]
    pub options: BTreeMap<String, SwitchValue>,
    /// Its environment at run time, over the preset's.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Environment of the build stage, over the preset's and the manager's.
    #[serde(default)]
    pub build_env: BTreeMap<String, String>,
    /// What its build reads besides.
    #[serde(default)]
    pub inputs: Vec<Inputs>,
    /// Folders of the image that it writes to.
    #[serde(default)]
    pub writable: Vec<String>,
    /// Whether what usually leaves the build stage leaves it besides what is named in `leaves`.
    #[serde(default)]
    pub whole: bool,
    /// What its build makes, and where that goes, unless app.toml says.
    #[serde(default)]
    pub leaves: Vec<Leaves>,
    /// Words for the template.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

/// Something that a framework's build makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Leaves {
    /// Its path in the build stage.
    pub from: String,
    /// Its path in the image, if it does not keep its place.
    pub to: Option<String>,
    /// The file or folder of the project without which there is none of it.
    pub when: Option<String>,
}
