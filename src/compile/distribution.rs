//! A distribution, as data: by which images it is known, and where its packages come from. `presets/_distributions.toml` holds them.

use serde::Deserialize;

use super::library::Library;
use crate::{
    error::{Error, Result},
    packages::Format,
    value::{ImageRef, MirrorUrl},
};

/// The file that holds them.
const FILE: &str = "_distributions.toml";

/// A release of a distribution.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Distribution {
    /// Its name, such as `Debian 13`.
    pub name: String,
    /// How its index is written.
    pub format: Format,
    /// Words of a tag, or whole images, by which it is known.
    pub images: Vec<String>,
    /// Its archive.
    pub mirror: MirrorUrl,
    /// The file of the image with the keys that sign it; empty for apk, which looks by itself.
    #[serde(default)]
    pub keyring: String,
    /// The parts of the archive that count.
    #[serde(default)]
    pub components: Vec<String>,
    /// Its suites or repositories, in the order of preference.
    pub sources: Vec<Suite>,
    /// Packages that every image of it has besides the essential ones.
    #[serde(default)]
    pub base: Vec<String>,
}

/// One index of a distribution.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Suite {
    /// The archive's name, for `{archive}`.
    pub archive: String,
    /// The suite or repository in it.
    pub suite: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    distribution: Vec<Distribution>,
}

impl Distribution {
    /// All that are known.
    ///
    /// # Errors
    /// The file is not well-formed, or names a suite, component or keyring that could break out of its place.
    pub fn all(library: &Library) -> Result<Vec<Self>> {
        let Some(file) = library.read::<File>(FILE)? else {
            return Ok(Vec::new());
        };
        let wrong = |why: &str| Error::input(format!("the preset {FILE} cannot be read: {why}"));
        for d in &file.distribution {
            let suites = d.sources.iter().flat_map(|s| [&s.archive, &s.suite]);
            let mut words = suites.chain(&d.components).chain(&d.base).chain([&d.keyring]);
            if let Some(word) = words.find(|w| !is_plain(w)) {
                return Err(wrong(&format!("`{}` is no plain word", crate::value::shown(word))));
            }
        }
        Ok(file.distribution)
    }

    /// Whether an image is of this distribution, as far as its name and tag tell.
    pub fn has(&self, image: &ImageRef) -> bool {
        let tag = image.tag().unwrap_or_default();
        let whole = format!("{}:{tag}", image.name());
        self.images
            .iter()
            .any(|known| *known == whole || tag.split('-').any(|word| word == known))
    }
}

fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'/' | b'+' | b'-'))
}
