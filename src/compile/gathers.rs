//! A step of the build that gathers files which the app serves, as data of a preset.

use serde::Deserialize;

use super::detect::{Condition, Find};

/// A step of the build that gathers files in a folder, from which the app serves them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Gathers {
    /// How it is seen that something does: any of these.
    pub when: Vec<Condition>,
    /// Why, as a few words.
    pub why: String,
    /// What a person is told where the folder cannot be seen.
    pub otherwise: String,
    /// The step.
    pub run: String,
    /// The file in whose folder it runs.
    pub beside: Option<Find>,
    /// The name that sources give the folder.
    pub into: String,
    /// What a line that says nothing begins with.
    pub remark: String,
    /// Texts of which a source file has one if it, or one beside it, reads the settings.
    pub settings: Vec<String>,
    /// Texts right before the name of a variable that has to be there.
    pub asks: Vec<String>,
    /// The same of one that may be missing, unless its name has one of the texts in `insists` in it.
    pub may_ask: Vec<String>,
    /// Parts of the names of variables that something else insists on.
    pub insists: Vec<String>,
    /// What a variable is given for the step, by a part of its name.
    pub values: Vec<(String, String)>,
    /// The same for all others.
    pub value: String,
    /// A variable that selects settings, the source file of the step that gives it a value, and that of what starts the app.
    pub selects: [String; 3],
}
