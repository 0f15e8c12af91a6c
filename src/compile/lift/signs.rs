//! The part of a preset that only the lifting of a Dockerfile reads: what people write by hand that the template does by itself.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::glob::glob;
use crate::{compile::preset::SwitchValue, value::ImageRef};

/// `[lift]` of a preset. In all patterns, `*` stands for any text.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct LiftSigns {
    /// Images that say that an app is of this language.
    pub images: Vec<ImageSign>,
    /// Commands of RUN, the first that fits wins.
    pub steps: Vec<StepSign>,
    /// Folders that the image's server serves: a folder of the project that is copied there is the site.
    pub serves: Vec<String>,
    /// The switch that says which folder that is.
    pub site: String,
    /// Options of such commands that take the next word.
    pub valued: Vec<String>,
    /// Options of such commands by which packages come from elsewhere: then they are left to the person.
    pub sources: Vec<String>,
    /// Options of such commands that the template has too, or does not need.
    pub options: Vec<String>,
    /// Words of a start command that only run what stands behind them and their options, and that the image does not have.
    pub through: Vec<String>,
    /// Such options that take the next word.
    pub through_valued: Vec<String>,
    /// What interprets such a command where it begins so or ends so: `-m`, `.x`.
    pub interprets: BTreeMap<String, String>,
    /// Start commands in whose place the template puts its own.
    pub starts: Vec<String>,
    /// Paths in a build stage that the template carries into the image by itself.
    pub takes: Vec<String>,
    /// Paths of configuration in whose place the template puts its own.
    pub configures: Vec<String>,
    /// Variables that the template sets by itself, or has no use for.
    pub env: Vec<String>,
    /// Variables that list folders of modules: of what the project does not have the template sees to.
    pub modules: Vec<String>,
    /// Packages that the template's images have, or that it needs no more.
    pub packages: Vec<String>,
    /// Packages that bring the language into the image of a distribution.
    pub brought_by: Vec<String>,
}

/// An image that says that an app is of a language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ImageSign {
    /// Its name without tag; `{version}` where the version stands in it.
    pub image: String,
    /// What stands before the version in the tag; the tag begins with the version when left out.
    #[serde(default)]
    pub version_after: String,
    /// The tag's pattern, for images of several languages.
    pub tag: Option<String>,
    /// Whether its tag tells another version than the language's.
    #[serde(default)]
    pub versionless: bool,
    /// The package manager that it brings.
    pub manager: Option<String>,
}

/// A command of RUN.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct StepSign {
    /// Its words. Options count only where one stands in the pattern; a last `*` stands for any number of words.
    pub run: String,
    /// The package manager that it speaks for.
    pub manager: Option<String>,
    /// Whether it runs the project's own script for the build.
    #[serde(default)]
    pub builds: bool,
    /// Switches that it speaks for.
    #[serde(default)]
    pub sets: BTreeMap<String, SwitchValue>,
    /// The option that is followed by the path of the program that it makes.
    pub output: Option<String>,
    /// The switch that gets the words behind those of the pattern: packages.
    pub rest: Option<String>,
    /// Words among those that are none.
    #[serde(default)]
    pub except: Vec<String>,
    /// Why it is not lifted, where the template does not do it.
    pub left: Option<String>,
}

impl ImageSign {
    /// Whether an image is meant, and the version that it tells.
    pub fn read(&self, image: &ImageRef) -> Option<Option<String>> {
        let name = image.canonical_name();
        let name = name
            .strip_prefix("docker.io/library/")
            .or(name.strip_prefix("docker.io/"))
            .unwrap_or(&name);
        let tag = image.tag().unwrap_or_default();
        if self.tag.as_ref().is_some_and(|pattern| !glob(pattern, tag)) {
            return None;
        }
        if let Some((before, behind)) = self.image.split_once("{version}") {
            let rest = name.strip_prefix(before)?;
            let version = leading_version(rest);
            return glob(behind, rest.get(version.len()..)?).then(|| Some(version.to_owned()).filter(|v| !v.is_empty()));
        }
        if !glob(&self.image, name) {
            return None;
        }
        let behind = match self.version_after.as_str() {
            "" => tag,
            mark => tag.split_once(mark).map_or("", |(_, behind)| behind),
        };
        let version = Some(leading_version(behind).to_owned()).filter(|v| !v.is_empty() && !self.versionless);
        Some(version)
    }
}

/// The digits and dots that a text begins with.
fn leading_version(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches('.')
}

/// Whether the words of a command fit a pattern, and the options that the pattern says nothing of.
pub fn fits<'w>(pattern: &str, words: &[&'w str]) -> Option<Vec<&'w str>> {
    let wanted: Vec<&str> = pattern.split_whitespace().collect();
    let is_option = |word: &str| word.len() > 1 && word.starts_with('-');
    let (options, plain): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(|w| is_option(w));
    let (wanted_options, wanted_plain): (Vec<&str>, Vec<&str>) = wanted.into_iter().partition(|w| is_option(w));
    let any = |one: &str, word: &str| one.split('|').any(|one| glob(one, word));
    if !wanted_options.iter().all(|w| options.iter().any(|o| any(w, o))) {
        return None;
    }
    let fit = match wanted_plain.split_last() {
        Some((&"*", first)) => plain.len() >= first.len() && first.iter().zip(&plain).all(|(one, word)| any(one, word)),
        _ => plain.len() == wanted_plain.len() && wanted_plain.iter().zip(&plain).all(|(one, word)| any(one, word)),
    };
    let unsaid = |o: &&&str| !wanted_options.iter().any(|w| any(w, o));
    fit.then(|| options.iter().filter(unsaid).copied().collect())
}
