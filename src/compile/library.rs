//! The presets and templates at hand: the vetted ones that are built in, and a person's own over them.

use std::{borrow::Cow, collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

use super::preset::Preset;
use crate::error::{Error, Result};

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/library.rs"));
}

/// What holds for all languages: `presets/_common.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Common {
    /// The Dockerfile frontend.
    pub syntax: String,
    /// What never enters a build context.
    pub ignore: Vec<String>,
    /// Paths that apps usually answer on for their health, the most telling first.
    #[serde(default)]
    pub health_paths: Vec<String>,
    /// Ports that other servers usually listen on, and an app only connects to.
    #[serde(default)]
    pub ports_of_others: Vec<u16>,
}

/// Presets and templates by file name.
#[derive(Clone, Debug)]
pub struct Library {
    presets: BTreeMap<Cow<'static, str>, PresetFile>,
    templates: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    own: bool,
}

/// A preset's text, and what it says once somebody wanted to know: a fleet of apps reads it once.
#[derive(Clone, Debug)]
struct PresetFile {
    text: Cow<'static, str>,
    read: OnceLock<Preset>,
}

impl PresetFile {
    fn new(text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            text: text.into(),
            read: OnceLock::new(),
        }
    }

    fn read(&self, name: &str) -> Result<Preset> {
        if let Some(preset) = self.read.get() {
            return Ok(preset.clone());
        }
        let preset = Preset::read(name, &self.text)?;
        Ok(self.read.get_or_init(|| preset).clone())
    }
}

/// More text than this in own templates is refused.
const MOST_BYTES: usize = 256 * 1024;

impl Library {
    /// What is built in.
    pub fn builtin() -> Self {
        let presets = builtin::PRESETS.iter().map(|(n, t)| (Cow::Borrowed(*n), PresetFile::new(*t)));
        let templates = builtin::TEMPLATES.iter().map(|(n, t)| (Cow::Borrowed(*n), Cow::Borrowed(*t)));
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
                self.presets.insert(name.into(), PresetFile::new(text));
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
            Some(file) if !language.starts_with('_') => file.read(&name).map(Some),
            _ => Ok(None),
        }
    }

    /// What holds for all languages.
    ///
    /// # Errors
    /// The file is missing or not well-formed.
    pub fn common(&self) -> Result<Common> {
        let file = self
            .presets
            .get("_common.toml")
            .ok_or_else(|| Error::bug("the preset _common.toml is missing"))?;
        toml::from_str(&file.text)
            .map_err(|e| Error::input(format!("the preset _common.toml cannot be read: {}", e.to_string().trim_end())))
    }

    /// The text of a preset file, whatever it holds.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.presets.get(name).map(|file| file.text.as_ref())
    }

    /// A language's template and the shared parts that it includes, directly or not; name and text each, sorted by name.
    pub fn templates(&self, language: &str) -> Vec<(&str, &str)> {
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        let mut open = vec![format!("{language}.Dockerfile.tera")];
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
