//! The presets and templates at hand: the vetted ones that are built in, and a person's own over them.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    iter,
    sync::{LazyLock, OnceLock},
};

use serde::{Deserialize, de::DeserializeOwned};

use super::{detect::Condition, pack::pack, packed, preset::Preset, squeezed::wide};
use crate::error::{Error, Result};

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

/// The templates: name and text by turns, each with a byte of zero behind it.
static TEMPLATES: LazyLock<String> = LazyLock::new(|| String::from_utf8(wide(builtin::TEMPLATES)).unwrap_or_default());

/// What holds for all languages: `presets/_common.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Common {
    /// The Dockerfile frontend.
    pub syntax: String,
    /// What an app's browsers load.
    pub assets: AssetSigns,
    /// What never enters a build context.
    pub ignore: Vec<String>,
    /// What more never enters one that lies above an app.toml.
    pub made: Vec<String>,
    /// Which names of `ignore` may also be a certificate's.
    #[serde(default)]
    pub certificates: Vec<String>,
    /// Variables by which apps commonly are told where to write.
    #[serde(default)]
    pub written: Vec<Written>,
    /// Variables by which apps commonly are told where to listen.
    #[serde(default)]
    pub listens_at: Vec<String>,
    /// Endings of files that are there to be written: databases, logs, numbers of processes.
    #[serde(default)]
    pub state: Vec<String>,
    /// Folders of source files that are no part of the app when it runs.
    #[serde(default)]
    pub apart: Vec<String>,
    /// Endings of files that are nothing but data, which an app may change without changing what it does.
    #[serde(default)]
    pub data: Vec<String>,
    /// Paths that apps usually answer on for their health, the most telling first.
    #[serde(default)]
    pub health_paths: Vec<String>,
    /// Ports that other servers usually listen on, and an app only connects to.
    #[serde(default)]
    pub ports_of_others: Vec<u16>,
    /// Files that apps read their settings from.
    #[serde(default)]
    pub settings: SettingsSigns,
    /// Variables that a build compiles into what browsers load.
    #[serde(default)]
    pub baked: BakedSigns,
}

/// Variables whose values a build compiles into what every visitor loads, and the files that say them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BakedSigns {
    /// Files with their values for a build, of which a later one counts more.
    pub files: Vec<String>,
    /// Files by which people know that there are such variables; their values are for something else.
    pub examples: Vec<String>,
    /// Which variables those are.
    pub names: Vec<BakedNames>,
}

impl BakedSigns {
    /// Whether any tool compiles in the variables of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|tool| tool.has(name))
    }
}

/// The variables of one tool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BakedNames {
    /// How the tool is known: any of these.
    pub when: Vec<Condition>,
    /// How their names begin.
    pub begin: Vec<String>,
    /// Whole names of variables that change how it builds.
    #[serde(default)]
    pub switches: Vec<String>,
    /// Whether a running app reads them, too, so that a build can do without.
    #[serde(default)]
    pub later: bool,
}

impl BakedNames {
    /// Whether it compiles in the variables of that name.
    pub fn has(&self, name: &str) -> bool {
        self.begin.iter().any(|begin| name.starts_with(begin.as_str()) && name != begin)
    }
}

/// Where apps have their settings, and what those are called. Names are in small letters, their words put
/// together; a `*` before one stands for any beginning.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct SettingsSigns {
    /// Folders for such files.
    pub folders: Vec<String>,
    /// How the names of those at the top begin.
    pub names: Vec<String>,
    /// How they end.
    pub endings: Vec<String>,
    /// Texts by which sources load some of them without naming them.
    pub loaders: Vec<String>,
    /// The names of those, without their endings.
    pub loaded: Vec<String>,
    /// Settings that are the app's port.
    pub ports: Vec<String>,
    /// Settings that are the address which it listens on.
    pub addresses: Vec<String>,
    /// Parts of names that speak of other servers.
    pub others: Vec<String>,
    /// Settings that are a folder for what the app keeps.
    pub state: Vec<String>,
    /// Settings that are a file, which the app may make.
    pub files: Vec<String>,
}

/// What is built for browsers, where an app serves it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssetSigns {
    /// The preset that builds it.
    pub preset: String,
    /// The file with the lines that build it, and the dotted key of the object that they stand in.
    pub lines: [String; 2],
    /// How its files end.
    pub endings: Vec<String>,
    /// Options of a build behind which stands what it makes.
    pub into: Vec<String>,
}

/// A variable that names where an app writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// The variable.
    pub name: String,
    /// Its value: a folder, or a file in one.
    pub value: String,
    /// The folder that is to be writable.
    pub folder: String,
}

/// Presets and templates by file name.
#[derive(Clone, Debug)]
pub struct Library {
    presets: BTreeMap<Cow<'static, str>, PresetFile>,
    templates: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    own: bool,
}

/// A preset, and what it says once somebody wanted to know: a fleet of apps reads it once.
#[derive(Clone, Debug)]
struct PresetFile {
    form: Form,
    /// The language whose preset it extends.
    extends: Option<Cow<'static, str>>,
    read: OnceLock<Preset>,
}

/// How a preset is written.
#[derive(Clone, Debug)]
enum Form {
    /// As the build script packed and squeezed it, with what it extends.
    Packed(&'static [u8]),
    /// As a person did.
    Toml(String),
}

impl PresetFile {
    fn packed(packed: &'static [u8], extends: Option<&'static str>) -> Self {
        Self {
            form: Form::Packed(packed),
            extends: extends.map(Cow::Borrowed),
            read: OnceLock::new(),
        }
    }

    fn toml(text: String) -> Self {
        Self {
            extends: extended(&text).map(|parent| Cow::Owned(parent.to_owned())),
            form: Form::Toml(text),
            read: OnceLock::new(),
        }
    }

    fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T> {
        match &self.form {
            Form::Packed(packed) => packed::read(&wide(packed)).ok_or_else(|| Error::bug(format!("the preset {name} cannot be read"))),
            Form::Toml(_) => unpacked(name, self.table(name)?),
        }
    }

    /// All that it says.
    fn table(&self, name: &str) -> Result<toml::Table> {
        match &self.form {
            Form::Packed(_) => self.read(name),
            Form::Toml(text) => text.parse().map_err(|e: toml::de::Error| refused(name, e.to_string().trim_end())),
        }
    }

    fn preset<'l>(&self, name: &str, other: impl Fn(&str) -> Option<&'l Self>) -> Result<Preset> {
        if let Some(preset) = self.read.get() {
            return Ok(preset.clone());
        }
        let preset: Preset = match (&self.form, &self.extends) {
            (Form::Toml(_), Some(parent)) => self.over(name, parent, other)?,
            _ => self.read(name)?,
        };
        preset.check(name)?;
        Ok(self.read.get_or_init(|| preset).clone())
    }

    /// A preset over the one that it extends: of each key at the top, the own value holds.
    fn over<'l>(&self, name: &str, parent: &str, other: impl Fn(&str) -> Option<&'l Self>) -> Result<Preset> {
        let below = other(&format!("{parent}.toml")).filter(|file| !parent.starts_with('_') && file.extends.is_none());
        let below = below.ok_or_else(|| {
            let parent = crate::value::shown(parent);
            refused(name, &format!("it extends {parent}, which is no preset that stands by itself"))
        })?;
        let mut all: toml::Table = below.read(parent)?;
        all.extend(self.read::<toml::Table>(name)?);
        all.remove("extends");
        unpacked(name, all)
    }
}

/// What a table says, by the one reader that there is for presets.
fn unpacked<T: DeserializeOwned>(name: &str, table: toml::Table) -> Result<T> {
    let mut bytes = Vec::new();
    let packed = pack(&toml::Value::Table(table), &mut bytes);
    packed.ok_or_else(|| refused(name, "it has a number with a point, a date, or too long a text"))?;
    packed::read(&bytes).ok_or_else(|| refused(name, &packed::fault::<T>(&bytes)))
}

fn refused(name: &str, why: &str) -> Error {
    Error::input(format!("the preset {name} cannot be read: {why}"))
}

/// The language that a preset extends: `extends = "…"` as a line of its own.
fn extended(text: &str) -> Option<&str> {
    let line = text.lines().find_map(|l| l.strip_prefix("extends = \""))?;
    line.trim_end().strip_suffix('"')
}

/// More text than this in own templates is refused.
const MOST_BYTES: usize = 256 * 1024;

impl Library {
    /// What is built in.
    pub fn builtin() -> Self {
        let presets = builtin::PRESETS
            .iter()
            .map(|(name, packed, extends)| (Cow::Borrowed(*name), PresetFile::packed(packed, *extends)));
        let mut parts = TEMPLATES.split_terminator('\0');
        let templates = iter::from_fn(|| Some((Cow::Borrowed(parts.next()?), Cow::Borrowed(parts.next()?))));
        Self {
            presets: presets.collect(),
            templates: templates.collect(),
            own: false,
        }
    }

    /// The same with a person's own files over it: `*.tera` are templates, `*.toml` presets.
    ///
    /// # Errors
    /// The files are too large together, or none is a template or preset.
    pub fn with(mut self, files: BTreeMap<String, String>) -> Result<Self> {
        if files.values().map(String::len).sum::<usize>() > MOST_BYTES {
            return Err(Error::input("the templates are too large: 256 KiB together at most"));
        }
        for (name, text) in files {
            if name.ends_with(".tera") {
                self.templates.insert(name.into(), text.into());
                self.own = true;
            } else if name.ends_with(".toml") {
                self.presets.insert(name.into(), PresetFile::toml(text));
                self.own = true;
            }
        }
        if !self.own {
            return Err(Error::input("the template folder has neither *.tera nor *.toml files")
                .hint("templates are named <language>.Dockerfile.tera, presets <language>.toml"));
        }
        Ok(self)
    }

    /// Whether something in it is not vetted.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// All languages, sorted.
    pub fn languages(&self) -> Vec<&str> {
        self.presets
            .keys()
            .filter_map(|n| n.strip_suffix(".toml"))
            .filter(|n| !n.starts_with('_'))
            .collect()
    }

    /// A language's preset.
    ///
    /// # Errors
    /// It is not well-formed. None when there is no such language.
    pub fn preset(&self, language: &str) -> Result<Option<Preset>> {
        let name = format!("{language}.toml");
        match self.presets.get(name.as_str()) {
            Some(file) if !language.starts_with('_') => file.preset(&name, |parent| self.presets.get(parent)).map(Some),
            _ => Ok(None),
        }
    }

    /// The language whose template it is built with: its own, or that of the preset that its own extends.
    pub fn built_as<'l>(&'l self, language: &'l str) -> &'l str {
        let own = self.presets.get(format!("{language}.toml").as_str());
        own.and_then(|file| file.extends.as_deref()).unwrap_or(language)
    }

    /// What holds for all languages.
    ///
    /// # Errors
    /// The file is missing or not well-formed.
    pub fn common(&self) -> Result<Common> {
        let common = self.read("_common.toml")?;
        common.ok_or_else(|| Error::bug("the preset _common.toml is missing"))
    }

    /// What a preset file says, whatever it is about. None when it is not there.
    ///
    /// # Errors
    /// It says something else.
    pub fn read<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        self.presets.get(name).map(|file| file.read(name)).transpose()
    }

    /// A language's template and the shared parts that it includes, directly or not; name and text each, sorted by name.
    pub fn templates(&self, language: &str) -> Vec<(&str, &str)> {
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = vec![format!("{}.Dockerfile.tera", self.built_as(language))];
        while let Some(wanted) = open.pop() {
            let Some((name, text)) = self.templates.get_key_value(wanted.as_str()) else {
                continue;
            };
            if found.insert(name, text).is_none() {
                open.extend(
                    text.split("include \"")
                        .skip(1)
                        .filter_map(|rest| rest.split('"').next())
                        .map(str::to_owned),
                );
            }
        }
        found.into_iter().collect()
    }
}
