//! Digests that are known without asking anybody: what a fix may write behind a tag.

use std::{collections::BTreeMap, sync::Arc};

use crate::value::{Digest, ImageRef};

/// Who knows digests: given an image, the tags of it with their index digests.
pub type Shipped = fn(&ImageRef) -> Vec<(String, Digest)>;

/// Index digests by image and tag. None are known unless somebody says so.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    /// Asked whenever one is wanted that is not below.
    shipped: Option<Shipped>,
    /// By image name in full form, and by tag.
    digests: Arc<BTreeMap<String, BTreeMap<String, Digest>>>,
    /// What `latest` is called by its version, by image.
    latest: Arc<BTreeMap<String, String>>,
}

impl Pins {
    /// Asks whenever one is wanted.
    pub fn of(shipped: Shipped) -> Self {
        Self {
            shipped: Some(shipped),
            ..Self::default()
        }
    }

    /// These, and those of others where these say nothing.
    pub fn over(&self, others: &Self) -> Self {
        let (mut digests, mut latest) = ((*others.digests).clone(), (*others.latest).clone());
        for (name, tags) in self.digests.iter() {
            let known = digests.entry(name.clone()).or_default();
            known.extend(tags.iter().map(|(tag, digest)| (tag.clone(), digest.clone())));
        }
        latest.extend(self.latest.iter().map(|(name, tag)| (name.clone(), tag.clone())));
        Self {
            shipped: self.shipped.or(others.shipped),
            digests: Arc::new(digests),
            latest: Arc::new(latest),
        }
    }

    /// With the version that `latest` stands for, by image.
    pub fn naming_latest(mut self, latest: impl IntoIterator<Item = (ImageRef, String)>) -> Self {
        let named = latest.into_iter().map(|(image, tag)| (image.canonical_name(), tag));
        self.latest = Arc::new(named.collect());
        self
    }

    fn tags(&self, image: &ImageRef) -> BTreeMap<String, Digest> {
        let shipped = self.shipped.map_or_else(Vec::new, |known| known(image));
        let mut tags: BTreeMap<String, Digest> = shipped.into_iter().collect();
        let said = self.digests.get(&image.canonical_name()).into_iter().flatten();
        tags.extend(said.map(|(tag, digest)| (tag.clone(), digest.clone())));
        tags
    }

    /// The digest of an image's tag.
    pub fn digest(&self, image: &ImageRef) -> Option<Digest> {
        self.tags(image).remove(image.tag()?)
    }

    /// The newest version of an image whose digest is known: its tag and digest. Tags that are a version and nothing else go first, then
    /// `-slim`; others are another image and are not offered. With a prefix (`1`), only versions of that line.
    pub fn newest(&self, image: &ImageRef, line: Option<&str>) -> Option<(String, Digest)> {
        let mut tags = self.tags(image);
        let named = self.latest.get(&image.canonical_name()).filter(|_| line.is_none());
        if let Some(found) = named.and_then(|tag| tags.remove_entry(tag)) {
            return Some(found);
        }
        let fits = |tag: &str| line.is_none_or(|line| tag.strip_prefix(line).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')));
        let versions = tags.into_iter().filter(|(tag, _)| fits(tag));
        let ranked = versions.filter_map(|(tag, digest)| Some((version_rank(&tag)?, tag, digest)));
        ranked.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, tag, digest)| (tag, digest))
    }
}

impl FromIterator<(ImageRef, Digest)> for Pins {
    fn from_iter<I: IntoIterator<Item = (ImageRef, Digest)>>(known: I) -> Self {
        let mut digests: BTreeMap<String, BTreeMap<String, Digest>> = BTreeMap::new();
        for (image, digest) in known {
            if let Some(tag) = image.tag() {
                digests.entry(image.canonical_name()).or_default().insert(tag.to_owned(), digest);
            }
        }
        Self {
            digests: Arc::new(digests),
            ..Self::default()
        }
    }
}

/// Whether a tag is a plain version, and its numbers.
type Rank = (bool, Vec<u64>);

/// How new a tag's version is, compared with other tags of its image; none for a tag that says more than a version, and for a day.
pub fn version_rank(tag: &str) -> Option<Rank> {
    let version = tag.strip_suffix("-slim").unwrap_or(tag);
    let numbers: Option<Vec<u64>> = version.split('.').map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    let day = numbers.first().is_some_and(|first| (19_000_101..=29_991_231).contains(first));
    (!day).then_some((version.len() == tag.len(), numbers))
}
