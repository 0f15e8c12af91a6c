//! `app.toml`: what a person says about the app. Every value carries its span; the JSON Schema comes from these same types.

mod at;
mod choice;
mod explain;
mod policy;
mod read;
mod tree;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

pub use at::At;
pub use choice::{Artifact, Binary, Health, HealthTable, OptionValue, Until, VersionText};
pub use explain::suggest;
pub use policy::{Inline, Level, PolicyFile, PolicySection};
pub use read::{Refused, read};

use crate::value::{
    AbsPath, ContextPath, EnvName, LabelKey, Line, MirrorUrl, Name, PackageName, Platform, Port, RegistryPath, RelPath, SecretId,
    ShellLine, Signal, Snapshot,
};

/// A whole `app.toml`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "hullwright app.toml")]
pub struct Manifest {
    /// What the app is.
    pub app: App,
    /// How it is built.
    #[serde(default)]
    pub build: Build,
    /// What browsers load and the app serves, where a build of its own makes it.
    #[serde(default)]
    pub assets: Option<Assets>,
    /// What leaves the build stage. Nothing else reaches the image.
    #[serde(default)]
    pub artifacts: Artifacts,
    /// How it runs.
    #[serde(default)]
    pub runtime: Runtime,
    /// What the image says about itself.
    #[serde(default)]
    pub image: Image,
    /// How operating system packages are locked.
    #[serde(default)]
    pub packages: PackagesSection,
    /// What the organisation decided.
    #[serde(default)]
    pub policy: PolicySection,
    /// Where images are looked up, by registry or a part of one: `[registries."docker.io"]`.
    #[serde(default)]
    pub registries: BTreeMap<At<RegistryPath>, RegistrySection>,
    /// Templates of one's own.
    #[serde(default)]
    pub template: Option<TemplateSection>,
}

/// What the app is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `name` and `language`")]
pub struct App {
    /// The app's name: lower-case letters, digits, `.`, `_`, `-`.
    pub name: At<Name>,
    /// Its language; `hullwright presets` lists them.
    pub language: At<Line>,
    /// The language's version, in quotes: `"3.13"`. Without it, the project's own files say, else the preset.
    pub version: Option<At<VersionText>>,
    /// Its framework; found from the dependencies when left out.
    pub framework: Option<At<Line>>,
}

/// How it is built.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct Build {
    /// The build context, where it is a folder above that of app.toml, such as the top of a workspace: `"../.."`. All paths are from there.
    pub context: Option<At<ContextPath>>,
    /// The package manager; found from the lock file when left out.
    pub manager: Option<At<Line>>,
    /// Operating system packages of the build stage.
    pub packages: Vec<At<PackageName>>,
    /// Environment of the build stage. Never a secret.
    pub env: BTreeMap<At<EnvName>, At<Line>>,
    /// Secrets that are mounted while dependencies are installed and extra steps run. They never enter a layer.
    pub secrets: Vec<Secret>,
    /// Extra steps after the dependencies and sources are there, each one shell command line.
    pub run: Vec<At<ShellLine>>,
    /// Further files and folders that the build needs, but not the image.
    pub files: Vec<At<RelPath>>,
    /// Switches of the language's preset; `hullwright presets LANGUAGE` lists them.
    pub options: BTreeMap<At<String>, At<OptionValue>>,
}

/// A secret of the build: `docker build --secret id=ID,…`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `id`")]
pub struct Secret {
    /// The id it is handed over under; it is mounted as `/run/secrets/ID`.
    pub id: At<SecretId>,
    /// Also put it into this environment variable while the step runs.
    pub env: Option<At<EnvName>>,
    /// Whether the project's own script for the build gets it, too.
    #[serde(default)]
    pub build: Option<At<bool>>,
}

/// A front end that is built by tools of its own, in a stage of its own, for the app to serve.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `made`")]
pub struct Assets {
    /// The folder that has its package.json; the app's own folder when left out.
    #[serde(default)]
    pub folder: Option<At<RelPath>>,
    /// Its package manager; found from the lock file when left out.
    #[serde(default)]
    pub manager: Option<At<Line>>,
    /// The script of its package.json that makes it; `build` when left out, if there is one.
    #[serde(default)]
    pub script: Option<At<Line>>,
    /// The files and folders that it makes, from the app's folder. They lie among the sources when the app is built, and are part of the image
    /// unless they are built into a program.
    pub made: At<Vec<At<RelPath>>>,
    /// Environment of its stage. Never a secret.
    #[serde(default)]
    pub env: BTreeMap<At<EnvName>, At<Line>>,
}

/// What leaves the build stage.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct Artifacts {
    /// Files and folders of the project, or of what the build made.
    pub files: Option<Vec<At<Artifact>>>,
    /// The same, besides those that are taken anyway, or that `files` names.
    pub also: Vec<At<Artifact>>,
    /// Programs that the build makes (compiled languages).
    pub binaries: Option<Vec<At<Binary>>>,
}

/// How it runs.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct Runtime {
    /// The base image's variant; `hullwright presets LANGUAGE` lists them.
    pub base: Option<At<Line>>,
    /// The program and its arguments, no shell.
    pub command: Option<At<Vec<At<Line>>>>,
    /// Ports it listens on, 1024 or above.
    pub ports: Option<Vec<At<Port>>>,
    /// Operating system packages of the image.
    pub packages: Vec<At<PackageName>>,
    /// Its environment. Never a secret.
    pub env: BTreeMap<At<EnvName>, At<Line>>,
    /// Folders that it writes to; everything else is read-only to it.
    pub writable: Vec<At<AbsPath>>,
    /// Files that it writes among its own, and where they lie instead, in a folder of `writable`: `"app.db" = "/app/data/app.db"`. The image has a
    /// link in the place of each.
    pub links: BTreeMap<At<RelPath>, At<AbsPath>>,
    /// How its health is asked: `{ path = "/healthz" }`, `{ command = […] }`, or `false`.
    pub health: Option<At<Health>>,
    /// The numeric user it runs as.
    pub user: Option<At<User>>,
    /// Fit for any uid with group 0, as OpenShift gives it.
    pub openshift: Option<At<bool>>,
    /// The signal that stops it.
    pub stop: Option<At<Signal>>,
}

/// A numeric user. Names would need a passwd file, and Kubernetes cannot check `runAsNonRoot` for them.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table such as { uid = 65532 }")]
pub struct User {
    /// User id, 1 to 4294967294; 10000 and above cannot clash with a user of the host.
    #[schemars(range(min = 1, max = 4_294_967_294_u32))]
    pub uid: At<u32>,
    /// Group id; the same as the user id when left out.
    pub gid: Option<At<u32>>,
}

/// What the image says about itself, as OCI annotations (image-spec, `annotations.md`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct Image {
    /// `org.opencontainers.image.title`; the app's name when left out.
    pub title: Option<At<Line>>,
    /// `org.opencontainers.image.description`
    pub description: Option<At<Line>>,
    /// `org.opencontainers.image.source`: where the source code is.
    pub source: Option<At<Line>>,
    /// `org.opencontainers.image.url`
    pub url: Option<At<Line>>,
    /// `org.opencontainers.image.documentation`
    pub documentation: Option<At<Line>>,
    /// `org.opencontainers.image.vendor`
    pub vendor: Option<At<Line>>,
    /// `org.opencontainers.image.licenses`: an SPDX expression.
    pub licenses: Option<At<Line>>,
    /// `org.opencontainers.image.version` of the app itself.
    pub version: Option<At<Line>>,
    /// Further labels.
    pub labels: BTreeMap<At<LabelKey>, At<Line>>,
}

/// How the packages of `[build]` and `[runtime]` are locked: which version of each, and of all that they need.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct PackagesSection {
    /// Whether `hullwright lock` resolves them; true when left out. When false, the build takes what the archive has on its day.
    pub lock: Option<At<bool>>,
    /// The archive as it was at this moment, in UTC: 20261122T000000Z. Without it, `lock` takes the day on which it runs.
    pub snapshot: Option<At<Snapshot>>,
    /// An archive to be used instead of the distribution's own, by `lock` and by the build: `https://mirror.example/{archive}/{snapshot}`.
    pub mirror: Option<At<MirrorUrl>>,
    /// The platforms that are built for; linux/amd64 and linux/arm64 when left out.
    pub platforms: Option<Vec<At<Platform>>>,
}

/// How a registry, or a part of one, is reached when its images are looked up. Nothing of it enters the Dockerfile.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default, expecting = "a table")]
pub struct RegistrySection {
    /// Registries that hold the same images, asked in this order before the registry itself: `mirror.example.com/dockerhub`.
    pub mirrors: Vec<At<RegistryPath>>,
    /// Whether the registry itself is asked when no mirror answers; true when left out.
    pub origin: Option<At<bool>>,
    /// Whether it speaks TLS. Only a registry on this machine may do without, and does so when nothing is said.
    pub tls: Option<At<bool>>,
}

/// Templates of one's own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", expecting = "a table with `path`")]
pub struct TemplateSection {
    /// A folder of the project with `*.tera` templates and `*.toml` presets that take the place of the built-in ones of the same name.
    pub path: At<RelPath>,
}

/// The JSON Schema of `app.toml` (draft 7, which editors know best), pretty-printed, with a final newline.
pub fn schema() -> String {
    schema_of::<Manifest>()
}

/// The JSON Schema of `hullwright.toml`.
pub fn policy_schema() -> String {
    schema_of::<PolicyFile>()
}

fn schema_of<T: JsonSchema>() -> String {
    let generator = schemars::generate::SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<T>();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
