//! What a preset says, as a person or a program wants to know it. The field names are those of `presets --format json`.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::{
    compile::{Base, Preset, SwitchValue, catalogue},
    value::ImageRef,
};

/// The document of `presets --format json`.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    /// The format; it changes when a key goes or changes its meaning.
    pub version: u32,
    /// What the presets say.
    pub languages: &'a [Facts],
}

/// A language.
#[derive(Debug, Serialize)]
pub struct Facts {
    /// What app.toml calls it.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The day on which this was looked up.
    #[serde(serialize_with = "as_text")]
    pub as_of: Date,
    /// Versions, newest first.
    pub versions: Vec<VersionFacts>,
    /// Bases; the first is the default.
    pub bases: Vec<BaseFacts>,
    /// Package managers.
    pub managers: Vec<String>,
    /// Frameworks that are seen in a project.
    pub frameworks: Vec<String>,
    /// Switches for `[build] options`.
    pub options: Vec<OptionFacts>,
}

/// A version.
#[derive(Debug, Serialize)]
pub struct VersionFacts {
    /// Its name in app.toml.
    pub version: String,
    /// Whether it is taken when nobody says.
    pub default: bool,
    /// The last day of its support.
    #[serde(serialize_with = "as_text_if_known")]
    pub support_ends: Option<Date>,
    /// The bases that it is offered on.
    pub bases: Vec<Offer>,
}

/// A version on a base.
#[derive(Debug, Serialize)]
pub struct Offer {
    /// The base.
    pub name: String,
    /// Whether its images have shipped digests.
    pub pinned: Pinned,
}

/// Whether images have shipped digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pinned {
    /// All of them.
    Shipped,
    /// Not all: `hullwright lock` has to ask the registry.
    ByLock,
}

impl Pinned {
    /// For a cell of a table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Shipped => "pinned",
            Self::ByLock => "needs lock",
        }
    }
}

/// A base.
#[derive(Debug, Serialize)]
pub struct BaseFacts {
    /// Its name in app.toml.
    pub name: String,
    /// One line about it.
    pub about: String,
    /// Its operating system.
    pub system: Option<System>,
}

/// An operating system.
#[derive(Debug, Serialize)]
pub struct System {
    /// Its name.
    pub name: String,
    /// The last day of its support.
    #[serde(serialize_with = "as_text")]
    pub support_ends: Date,
}

/// A switch.
#[derive(Debug, Serialize)]
pub struct OptionFacts {
    /// Its name in app.toml.
    pub name: String,
    /// One line about it.
    pub about: String,
    /// Its value when nobody says.
    pub default: serde_json::Value,
}

impl Facts {
    /// What a preset says.
    pub fn of(name: &str, preset: &Preset) -> Self {
        let versions = preset.versions.iter().map(|version| VersionFacts {
            version: version.cycle.clone(),
            default: version.cycle == preset.default_version,
            support_ends: version.eol.map(|day| day.0),
            bases: offers(preset, &version.cycle),
        });
        let bases = preset.bases.iter().map(|base| BaseFacts {
            name: base.name.clone(),
            about: base.about.clone(),
            system: base.os.as_ref().map(|os| System {
                name: os.name.clone(),
                support_ends: os.eol.0,
            }),
        });
        let options = preset.options.iter().map(|(name, switch)| OptionFacts {
            name: name.clone(),
            about: switch.about.clone(),
            default: match &switch.default {
                SwitchValue::Bool(on) => (*on).into(),
                SwitchValue::Text(text) => text.as_str().into(),
            },
        });
        Self {
            name: name.to_owned(),
            title: preset.title.clone(),
            as_of: preset.as_of.0,
            versions: versions.collect(),
            bases: bases.collect(),
            managers: preset.managers.iter().map(|m| m.name.clone()).collect(),
            frameworks: preset.frameworks.iter().map(|f| f.name.clone()).collect(),
            options: options.collect(),
        }
    }
}

fn offers(preset: &Preset, cycle: &str) -> Vec<Offer> {
    let offered = |base: &&Base| base.versions.is_empty() || base.versions.iter().any(|v| v == cycle);
    let bases = preset.bases.iter().filter(offered);
    bases
        .map(|base| Offer {
            name: base.name.clone(),
            pinned: if is_shipped(base, cycle) { Pinned::Shipped } else { Pinned::ByLock },
        })
        .collect()
}

fn is_shipped(base: &Base, cycle: &str) -> bool {
    [&base.build, &base.runtime]
        .into_iter()
        .filter(|image| *image != "scratch")
        .all(|image| {
            let image = ImageRef::parse(&image.replace("{version}", cycle));
            image.is_ok_and(|image| catalogue::find(&image).is_some())
        })
}

fn as_text<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(day)
}

fn as_text_if_known<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serializer.collect_str(day),
        None => serializer.serialize_none(),
    }
}
