//! Digests that are known without asking anybody: what a fix may write behind a tag.

use std::{collections::BTreeMap, sync::Arc};

use crate::value::{Digest, ImageRef};

/// Index digests by image name in full form, and by tag. None are known unless somebody says so.
#[derive(Clone, Debug, Default)]
pub struct Pins(Arc<BTreeMap<String, BTreeMap<String, Digest>>>);

impl Pins {
    /// The digest of an image's tag.
    pub fn digest(&self, image: &ImageRef) -> Option<&Digest> {
        self.0.get(&image.canonical_name())?.get(image.tag()?)
    }

    /// The newest version of an image whose digest is known: its tag and digest. Tags that are a version and nothing else go first, then
    /// `-slim`; others are another image and are not offered. With a prefix (`1`), only versions of that line.
    pub fn newest(&self, image: &ImageRef, line: Option<&str>) -> Option<(&str, &Digest)> {
        let tags = self.0.get(&image.canonical_name())?;
        let fits = |tag: &str| line.is_none_or(|line| tag.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        let versions = tags.iter().filter(|(tag, _)| fits(tag));
        let ranked = versions.filter_map(|(tag, digest)| Some((rank(tag)?, tag.as_str(), digest)));
        ranked.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, tag, digest)| (tag, digest))
    }
}

impl FromIterator<(ImageRef, Digest)> for Pins {
    fn from_iter<I: IntoIterator<Item = (ImageRef, Digest)>>(known: I) -> Self {
        let mut pins: BTreeMap<String, BTreeMap<String, Digest>> = BTreeMap::new();
        for (image, digest) in known {
            if let Some(tag) = image.tag() {
                pins.entry(image.canonical_name()).or_default().insert(tag.to_owned(), digest);
            }
        }
        Self(Arc::new(pins))
    }
}

/// Whether a tag is a plain version, and its numbers; none for a tag that says more.
type Rank = (bool, Vec<u64>);

fn rank(tag: &str) -> Option<Rank> {
    let version = tag.strip_suffix("-slim").unwrap_or(tag);
    let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    Some((version.len() == tag.len(), numbers?))
}
