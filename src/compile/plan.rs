//! The plan: everything a template may see, settled and typed. What is not in here cannot reach a Dockerfile.

use std::collections::BTreeMap;

use serde::Serialize;

use super::preset::{PackageFamily, SwitchValue};

/// A plan.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Plan {
    /// The app's name.
    pub name: String,
    /// The build context, seen from the folder of `app.toml`: `.`, or `..` for each folder that it lies above.
    pub context: String,
    /// The language: the preset's file name.
    pub language: String,
    /// The language's version as it stands in image tags.
    pub version: String,
    /// The framework, or an empty text.
    pub framework: String,
    /// The package manager.
    pub manager: String,
    /// The manager's own version, or an empty text.
    pub manager_version: String,
    /// The SHA-512 of what is installed of it, or an empty text.
    pub manager_hash: String,
    /// The base variant.
    pub base: String,
    /// Images by role: `syntax`, `build`, `runtime`, `tool` where the manager comes from one, and `assets` where there is such a stage. With tag and digest.
    pub images: BTreeMap<String, String>,
    /// The preset's words for this variant.
    pub facts: BTreeMap<String, String>,
    /// The switches.
    pub options: BTreeMap<String, SwitchValue>,
    /// The stage that makes what browsers load: one, or none.
    pub assets: Vec<AssetPlan>,
    /// The build stage.
    pub build: BuildPlan,
    /// What leaves it.
    pub artifacts: ArtifactPlan,
    /// The runtime stage.
    pub runtime: RuntimePlan,
    /// Labels, sorted by key.
    pub labels: Vec<Label>,
}

/// The stage that makes what browsers load, by another preset than the app's. What the shared parts of templates know by the same name as the
/// app's own is a list of one: a loop over it puts it in that one's place.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct AssetPlan {
    /// Its folder of the project; an empty text for the app's own.
    pub folder: String,
    /// Its package manager.
    pub manager: [String; 1],
    /// The manager's own version, or an empty text.
    pub manager_version: [String; 1],
    /// The SHA-512 of what is installed of it, or an empty text.
    pub manager_hash: [String; 1],
    /// The preset's words for this manager.
    pub facts: [BTreeMap<String, String>; 1],
    /// The other preset's switches.
    pub options: [BTreeMap<String, SwitchValue>; 1],
    /// How it is built: sources from the app's folder, destinations from its own.
    pub build: [BuildPlan; 1],
    /// What it makes, from its stage into the app's build stage.
    pub made: Vec<CopyPlan>,
}

impl AssetPlan {
    /// Whether it makes this path of the project, or a folder that the path lies in.
    pub fn makes(&self, path: &str) -> bool {
        let made = self.made.iter().filter_map(|c| c.to.strip_prefix("./"));
        made.into_iter()
            .any(|made| path.strip_prefix(made).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }
}

/// The build stage.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct BuildPlan {
    /// How packages are installed.
    pub family: PackageFamily,
    /// Packages, sorted.
    pub packages: Vec<String>,
    /// The same in locked versions: one entry, or none when they are not locked.
    pub locked: Vec<LockedPlan>,
    /// Environment, sorted by name.
    pub env: Vec<EnvVar>,
    /// The manager's cache folder, or an empty text.
    pub cache: String,
    /// Secrets that are mounted.
    pub secrets: Vec<SecretPlan>,
    /// Extra steps.
    pub run: Vec<String>,
    /// Files that installing dependencies needs, top of the project first.
    pub manager_copies: Vec<CopyPlan>,
    /// The same files as single paths, for bind mounts.
    pub manager_files: Vec<String>,
    /// Sources.
    pub copies: Vec<CopyPlan>,
}

/// Operating system packages in locked versions.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LockedPlan {
    /// The moment of the archive, or the day on which it was asked.
    pub as_of: String,
    /// The archive, in the lines that apt or apk reads.
    pub sources: Vec<String>,
    /// Lines for `sha256sum --check` that hold the archive's index to the one that was read; empty for apk.
    pub indexes: Vec<String>,
    /// What the base image has and the locked packages may need in the archive's version, sorted.
    pub kept: Vec<String>,
    /// The packages of each architecture; a single list without an architecture when all have the same.
    pub platforms: Vec<PlatformPlan>,
}

/// The packages of one architecture.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PlatformPlan {
    /// The distribution's word for it; empty when the list is for all.
    pub architecture: String,
    /// Each package as `name=version`, sorted.
    pub packages: Vec<String>,
}

/// An environment variable.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct EnvVar {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// Whether `$x` in it means a variable: only in values of a preset.
    pub expands: bool,
}

/// A secret.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct SecretPlan {
    /// Its id.
    pub id: String,
    /// The variable that holds it while the step runs, or an empty text.
    pub env: String,
    /// Whether the project's own script for the build gets it, too.
    pub build: bool,
}

/// One COPY: sources and a destination.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct CopyPlan {
    /// Sources: paths of the project, or absolute ones of the build stage.
    pub from: Vec<String>,
    /// Destination, with a trailing slash when it is a folder.
    pub to: String,
}

/// What leaves the build stage.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct ArtifactPlan {
    /// Files and folders that keep their place under `/app`; relative to the build stage's folder, sorted.
    pub files: Vec<String>,
    /// Files and folders that go elsewhere.
    pub placed: Vec<PlacedPlan>,
    /// Programs.
    pub binaries: Vec<BinaryPlan>,
}

/// Something with a place of its own in the image. It is copied with the folder it lies in, so that its own mode is kept.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct PlacedPlan {
    /// Relative to the build stage's folder; empty for a folder that begins empty.
    pub from: String,
    /// The folder of the image that it lies in, with a trailing slash.
    pub parent: String,
    /// Its name there.
    pub name: String,
    /// No base has that folder, so it comes out of the build stage, too: one that COPY makes by itself belongs to the app's user, who
    /// may write to it.
    pub bare: bool,
}

impl PlacedPlan {
    /// Something from the build stage at an absolute path of the image.
    pub fn new(from: &str, to: &str) -> Self {
        let (parent, name) = to.rsplit_once('/').unwrap_or(("", to));
        Self {
            from: from.to_owned(),
            parent: format!("{parent}/"),
            name: name.to_owned(),
            bare: parent.starts_with("/app/"),
        }
    }

    /// Says that the image begins with nothing.
    pub fn on_scratch(&mut self) {
        self.bare |= !matches!(self.parent.as_str(), "/" | "/app/");
    }

    /// Its absolute path in the image.
    pub fn path(&self) -> String {
        format!("{}{}", self.parent, self.name)
    }
}

/// A file that the app writes among its own: the image has a link in its place.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct LinkPlan {
    /// Its place, relative to `/app`.
    pub from: String,
    /// Where it lies, as an absolute path of the image.
    pub to: String,
    /// The folder that its place is in, relative to `/app`; an empty text for `/app` itself.
    pub parent: String,
    /// Where the build puts the file that the project brings, for the first start; an empty text if it brings none.
    pub seed: String,
}

/// A program that the build makes.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct BinaryPlan {
    /// Its file name.
    pub name: String,
    /// What it is built from: a path of the project (`./cmd/shop`), or `.`.
    pub from: String,
}

/// The runtime stage.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct RuntimePlan {
    /// Whether it starts from nothing.
    pub scratch: bool,
    /// Whether it has a shell.
    pub shell: bool,
    /// How packages are installed.
    pub family: PackageFamily,
    /// Packages, sorted.
    pub packages: Vec<String>,
    /// The same in locked versions: one entry, or none when they are not locked.
    pub locked: Vec<LockedPlan>,
    /// Environment, sorted by name.
    pub env: Vec<EnvVar>,
    /// The program and its arguments.
    pub command: Vec<String>,
    /// Ports, in the order of app.toml.
    pub ports: Vec<u16>,
    /// Folders it writes to, sorted.
    pub writable: Vec<PlacedPlan>,
    /// Files that it writes among its own, sorted.
    pub links: Vec<LinkPlan>,
    /// How its health is asked.
    pub health: HealthPlan,
    /// User id.
    pub uid: u32,
    /// Group id.
    pub gid: u32,
    /// Whether it must run as any uid of group 0.
    pub openshift: bool,
    /// The stop signal.
    pub stop: String,
}

/// How health is asked.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct HealthPlan {
    /// `http`, `tcp`, `command` or `none`.
    pub kind: String,
    /// The probe; empty for `none`.
    pub command: Vec<String>,
    /// Seconds between two probes.
    pub interval: u32,
    /// Seconds that one may last.
    pub timeout: u32,
    /// Seconds after the start in which failures do not count.
    pub start: u32,
    /// Failures in a row that make it unhealthy.
    pub retries: u32,
}

/// A label.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Label {
    /// Its key.
    pub key: String,
    /// Its value.
    pub value: String,
}
