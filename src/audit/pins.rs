//! Digests that are known without asking anybody: what a fix may write behind a tag.

use crate::value::{Digest, ImageRef};

/// Who knows digests: given an image, the tags of it with their index digests.
pub type Known = fn(&ImageRef) -> Vec<(String, Digest)>;

/// Index digests by image and tag. None are known unless somebody says so.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pins(Option<Known>);

impl Pins {
    /// Asks whenever one is wanted.
    pub fn of(known: Known) -> Self {
        Self(Some(known))
    }

    fn tags(&self, image: &ImageRef) -> Vec<(String, Digest)> {
        self.0.map_or_else(Vec::new, |known| known(image))
    }

    /// The digest of an image's tag.
    pub fn digest(&self, image: &ImageRef) -> Option<Digest> {
        let tag = image.tag()?;
        let mut tags = self.tags(image).into_iter();
        tags.find_map(|(known, digest)| (known == tag).then_some(digest))
    }

    /// The newest version of an image whose digest is known: its tag and digest. Tags that are a version and nothing else go first, then
    /// `-slim`; others are another image and are not offered. With a prefix (`1`), only versions of that line.
    pub fn newest(&self, image: &ImageRef, line: Option<&str>) -> Option<(String, Digest)> {
        let fits = |tag: &str| line.is_none_or(|line| tag.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        let versions = self.tags(image).into_iter().filter(|(tag, _)| fits(tag));
        let ranked = versions.filter_map(|(tag, digest)| Some((rank(&tag)?, tag, digest)));
        ranked.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, tag, digest)| (tag, digest))
    }
}

/// Whether a tag is a plain version, and its numbers; none for a tag that says more.
type Rank = (bool, Vec<u64>);

fn rank(tag: &str) -> Option<Rank> {
    let version = tag.strip_suffix("-slim").unwrap_or(tag);
    let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    Some((version.len() == tag.len(), numbers?))
}
