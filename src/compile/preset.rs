//! A language, as data: its versions, images, managers, frameworks, and how they are seen in a project. No language is named in code.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;

pub use super::framework::{Framework, Leaves};
use super::{
    adds::Foreign,
    detect::{Condition, Find, Inputs, Known, Modules, Names, Script, Wording},
    lift::LiftSigns,
    project::Project,
    resolve::sha512,
    signs::Signs,
    start::Start,
};
use crate::error::{Error, Result};

/// `presets/<language>.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Preset {
    /// The language's name as people write it.
    pub title: String,
    /// Other words for it, for suggestions.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The day on which the facts of this file were looked up.
    pub as_of: Day,
    /// The version cycle that is taken when nobody says; empty for a language that has no versions.
    #[serde(default)]
    pub default_version: String,
    /// Version cycles, newest first; none for a language that has no versions.
    #[serde(default)]
    pub versions: Vec<Version>,
    /// For packages whose builds are for one version of the language each: the release from which on there are builds for a cycle.
    #[serde(default)]
    pub first_for: BTreeMap<String, BTreeMap<String, String>>,
    /// Where a project says its version, the first that is there wins.
    #[serde(default)]
    pub version_from: Vec<Find>,
    /// Where a project's tools name what it depends on.
    #[serde(default)]
    pub dependencies: Vec<Names>,
    /// Texts in such a line by which it is for other systems than the image's.
    #[serde(default)]
    pub elsewhere: Vec<String>,
    /// Where they name what those depend on in turn.
    #[serde(default)]
    pub locks: Vec<Names>,
    /// What source files are called as modules, where apps are started by such names.
    pub modules: Option<Modules>,
    /// Base image variants; the first is the default.
    pub bases: Vec<Base>,
    /// Package managers; the first whose condition holds is taken.
    pub managers: Vec<Manager>,
    /// Switches, by name.
    #[serde(default)]
    pub options: BTreeMap<String, Switch>,
    /// Frameworks; the first whose condition holds is taken.
    #[serde(default)]
    pub frameworks: Vec<Framework>,
    /// What the build stage needs of the project besides what the manager needs.
    #[serde(default)]
    pub inputs: Vec<Inputs>,
    /// What leaves the build stage unless app.toml says.
    #[serde(default)]
    pub artifacts: Vec<Inputs>,
    /// The same when there is a build; empty for no difference.
    #[serde(default)]
    pub built_artifacts: Vec<Inputs>,
    /// What a build makes; it is never taken from the project's folder.
    pub made: Option<Made>,
    /// Programs that the build makes; absent for languages that make none.
    pub binaries: Option<Binaries>,
    /// Whether the template itself takes out what the build makes, so that app.toml need not name it.
    #[serde(default)]
    pub template_takes: bool,
    /// Whether projects are built by a script of their own, which secrets can be handed to.
    #[serde(default)]
    pub build_takes_secrets: bool,
    /// Defaults of the running app.
    pub runtime: RuntimeDefaults,
    /// Environment of the build stage.
    #[serde(default)]
    pub build_env: BTreeMap<String, String>,
    /// What never enters the build context, even inside folders that do.
    #[serde(default)]
    pub ignore: Vec<String>,
    /// How a project of the language is recognised.
    #[serde(default)]
    pub signs: Signs,
    /// How a Dockerfile of the language is read.
    #[serde(default)]
    pub lift: LiftSigns,
}

/// A day of a preset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Day).map_err(serde::de::Error::custom)
    }
}

/// A version cycle.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Version {
    /// Its name, such as `3.13`.
    pub cycle: String,
    /// The last day of support, if it is known.
    pub eol: Option<Day>,
    /// Versions out of support, which are not offered, and whose programs this cycle runs.
    #[serde(default)]
    pub runs: Vec<String>,
    /// Other words for it, as projects write them.
    #[serde(default)]
    pub names: Vec<String>,
}

/// A base image variant: what the app is built in and what it runs on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Base {
    /// Its name in `app.toml`.
    pub name: String,
    /// One line about it.
    pub about: String,
    /// The build stage's image, `{version}` for the version.
    pub build: String,
    /// The runtime image, or `scratch`.
    pub runtime: String,
    /// Images of a final stage that this variant stands for, as `name:tag` with `*` for any text.
    #[serde(default)]
    pub like: Vec<String>,
    /// The version cycles it is offered for; empty for all.
    #[serde(default)]
    pub versions: Vec<String>,
    /// How packages are installed in the build stage.
    pub build_packages: PackageFamily,
    /// How packages are installed in the runtime image.
    pub runtime_packages: PackageFamily,
    /// Whether the runtime image has a shell.
    pub shell: bool,
    /// The runtime's operating system, for its end of support.
    pub os: Option<Os>,
    /// Where programs are, if not in the search path: the first word of a command is looked up here.
    #[serde(default)]
    pub programs: BTreeMap<String, String>,
    /// Words for the template: paths and flags that differ between variants.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
    /// The start command in place of the language's usual one, where the image brings another server.
    pub command: Option<Vec<String>>,
    /// The signal that stops it in place of the language's.
    pub stop: Option<String>,
    /// Environment beside the language's.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Operating system packages that its runtime image always needs.
    #[serde(default)]
    pub runtime_needs: Vec<String>,
    /// Switches that this variant needs at a certain value.
    #[serde(default)]
    pub requires: BTreeMap<String, bool>,
}

/// How operating system packages are installed.
#[derive(Clone, Copy, Debug, Deserialize, serde::Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PackageFamily {
    /// Debian and Ubuntu.
    Apt,
    /// Alpine.
    Apk,
    /// Not at all: the image has no package manager.
    None,
}

/// An operating system release.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Os {
    /// Its name, such as `Debian 13`.
    pub name: String,
    /// The last day of its regular support.
    pub eol: Day,
}

/// A package manager.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manager {
    /// Its name in `app.toml`.
    pub name: String,
    /// How it is seen in a project: any of these. One without a condition fits every project.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// What it costs to have it: then it is taken only when app.toml names it, as `init` does for want of a better one.
    #[serde(default)]
    pub costs: String,
    /// Why nothing can be built with it, and what to do instead; empty for one that can.
    #[serde(default)]
    pub lacks: String,
    /// Switches that it needs.
    #[serde(default)]
    pub options: BTreeMap<String, bool>,
    /// The build stage's image in place of the base's; `{version}` for the language's version, `{toolchain}` for the manager's own.
    pub build: Option<String>,
    /// How packages are installed in that image.
    pub build_packages: Option<PackageFamily>,
    /// Operating system packages that its build stage always needs.
    #[serde(default)]
    pub build_needs: Vec<String>,
    /// What it needs of the project to install dependencies.
    #[serde(default)]
    pub files: Vec<Inputs>,
    /// An image that it is taken from.
    pub image: Option<String>,
    /// Its own version, when a step installs it or it stands in the tag of its image.
    pub version: Option<String>,
    /// The hash of what is installed of that version: `sha512.` and 128 hexadecimal digits. Where there is one, every version needs one.
    pub hash: Option<String>,
    /// The command by which a project gets the hash of `{version}` into the file that names it.
    pub hash_from: Option<String>,
    /// Where a project says that version.
    #[serde(default)]
    pub version_from: Vec<Find>,
    /// Its cache folder in the build stage.
    pub cache: Option<String>,
    /// Environment of the build stage.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Environment of the image.
    #[serde(default)]
    pub runtime_env: BTreeMap<String, String>,
    /// Words for the template.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

/// A switch that the template knows.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Switch {
    /// One line about it.
    pub about: String,
    /// Its value when nobody says: true, false, or a text for switches that take one.
    pub default: SwitchValue,
    /// Turned on when any of these holds.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Where a project says the text, the first that is there wins.
    #[serde(default)]
    pub from: Vec<Find>,
    /// What the build reads besides when it is on.
    #[serde(default)]
    pub inputs: Vec<Inputs>,
    /// What leaves the build stage when it is on, or a text, in place of the preset's.
    pub artifacts: Option<Vec<Inputs>>,
    /// When its text names packages, with blanks between them, that count as dependencies: the managers that install such. The last of them is for
    /// projects where nothing else names any.
    #[serde(default)]
    pub adds: Vec<String>,
    /// A file of another tool that names such, for those projects.
    pub foreign: Option<Foreign>,
    /// Whether its text is a path, which has to stay in the project.
    #[serde(default)]
    pub path: bool,
}

/// A switch's value.
#[derive(Clone, Debug, Deserialize, serde::Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum SwitchValue {
    /// On or off.
    Bool(bool),
    /// A text.
    Text(String),
}

/// What a build makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Made {
    /// The switch that says whether there is a build; left out when there always is.
    pub option: Option<String>,
    /// Folders that builds usually make; the ones app.toml does not name are not taken.
    pub names: Vec<String>,
    /// Where the lines of a build stand: a file of JSON, and the dotted key of its object of named lines. The switch `script` has the name. A
    /// usual folder that such a line names is made by it.
    pub lines: Option<[String; 2]>,
}

/// Programs that a build makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Binaries {
    /// What a program named `{name}` is built from: the first that is a folder or file of the project; `.` is the project itself.
    pub from: Vec<String>,
    /// Whether they are in the project already, so that the build only takes them in.
    #[serde(default)]
    pub ready_made: bool,
}

/// Defaults of the running app.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuntimeDefaults {
    /// The port it listens on.
    pub port: u16,
    /// Its environment; `{port}` is filled in. These values may use variables of the base image, such as `$PATH`.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Variables of it that are left out where a word of the start command has one of these texts in it.
    #[serde(default)]
    pub env_not_with: BTreeMap<String, Vec<String>>,
    /// Where the entry point is, when no framework says.
    #[serde(default)]
    pub entry: Vec<Find>,
    /// Where the entry point is for what is started from its sources, which nothing builds.
    #[serde(default)]
    pub written: Vec<Find>,
    /// Ways to start an app when no framework knows one, the first that is possible is taken; then `command`.
    #[serde(default)]
    pub starts: Vec<Start>,
    /// Where a project says how it is started.
    #[serde(default)]
    pub scripts: Vec<Script>,
    /// How such lines are read.
    #[serde(default)]
    pub wording: Wording,
    /// The start command when neither app.toml nor a framework says.
    pub command: Option<Vec<String>>,
    /// A probe without a shell that asks for `{path}` on `{port}`; empty when the template brings one.
    #[serde(default)]
    pub http_probe: Vec<String>,
    /// A probe without a shell that connects to `{port}`.
    #[serde(default)]
    pub tcp_probe: Vec<String>,
    /// The image that the template compiles such a probe in, when the build stage's own cannot.
    pub probe_image: Option<String>,
    /// The signal that stops it; SIGTERM when left out.
    pub stop: Option<String>,
}

impl Preset {
    /// Refuses one that contradicts itself. `name` is the file's name, for messages.
    ///
    /// # Errors
    /// An input error that says how it does.
    pub fn check(&self, name: &str) -> Result<()> {
        let wrong = |why: String| Err(Error::input(format!("the preset {name} contradicts itself: {why}")));
        let versionless = self.versions.is_empty() && self.default_version.is_empty();
        if !versionless && !self.versions.iter().any(|v| v.cycle == self.default_version) {
            return wrong(format!("default-version {} is not among its versions", self.default_version));
        }
        let mut hashes = self.managers.iter().filter_map(|m| m.hash.as_deref());
        if let Some(hash) = hashes.find(|hash| sha512(hash).is_none()) {
            return wrong(format!("{} is no hash of a manager", crate::value::shown(hash)));
        }
        if self.bases.is_empty() || self.managers.is_empty() {
            return wrong("it needs at least one base and one manager".into());
        }
        for framework in &self.frameworks {
            if let Some(unknown) = framework.base.as_ref().filter(|b| self.base(b).is_none()) {
                return wrong(format!("framework {} wants the unknown base {unknown}", framework.name));
            }
        }
        for base in &self.bases {
            if let Some(unknown) = base.requires.keys().find(|k| !self.options.contains_key(*k)) {
                return wrong(format!("base {} requires the unknown option {unknown}", base.name));
            }
        }
        Ok(())
    }

    /// A project as the tools of this language see it.
    pub fn known<'a>(&'a self, project: &'a dyn Project) -> Known<'a> {
        Known::new(project, (&self.dependencies, &self.elsewhere), &self.locks, self.modules.as_ref())
    }

    /// The base of that name.
    pub fn base(&self, name: &str) -> Option<&Base> {
        self.bases.iter().find(|b| b.name == name)
    }

    /// The version cycle that a version belongs to: itself, or the cycle that it starts with (`3.13.8` is of `3.13`).
    pub fn cycle(&self, version: &str) -> Option<&Version> {
        self.versions.iter().find(|v| {
            let rest = version.strip_prefix(v.cycle.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }
}
