//! An app of a workspace, as data: how it is built from the workspace's top.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{detect::Condition, preset::SwitchValue};

/// How an app of a workspace is built from the workspace's top.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Member {
    /// Switches that are set; `{name}` is the app's own name. With any, it is started by a name and not by a path.
    pub options: BTreeMap<String, SwitchValue>,
    /// The switch that takes an app's folder, in which it is then started: one whose command has no path of its own, or whose build is its own.
    pub within: Option<String>,
    /// The switch that runs the app's own build in place of the top's.
    pub builds: Option<String>,
    /// Switches whose text is a path in the app's folder. With any, it is what lies there, and no command of its own starts it.
    pub paths: Vec<String>,
    /// Switches that are set for the whole as the app alone would have them.
    pub keeps: Vec<String>,
    /// It is not installed, but started from its folder, if any of these holds there.
    pub loose: Vec<Condition>,
    /// The environment that such a one needs; `{folder}` is filled in.
    pub loose_env: BTreeMap<String, String>,
    /// Languages whose projects are of this one where they lie in a workspace of it.
    pub adopts: Vec<String>,
    /// The folder of tools that all members share at the top, unless the manager's facts say that they lie `apart`.
    pub shared: String,
}
