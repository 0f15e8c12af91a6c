//! Digests that are shipped, so that the first `generate` pins without a network. `presets/catalogue.tsv` says where each came from.

use jiff::civil::Date;

use crate::value::{Digest, ImageRef};

static TABLE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/presets/catalogue.tsv"));

/// One shipped digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The image with its tag.
    pub image: ImageRef,
    /// The index digest.
    pub digest: Digest,
    /// The platforms of the index, if they are known.
    pub platforms: Vec<String>,
    /// The day on which the digest was that of the tag.
    pub as_of: Date,
    /// How far it can be trusted: `A` and `A2` the image's own record, `R` a registry report, `B` a pin that a bot keeps, `C` several public files, `D` one.
    pub grade: String,
    /// Where it was seen.
    pub source: String,
}

/// The entry of an image and tag.
pub fn find(image: &ImageRef) -> Option<Entry> {
    let wanted = image.unpinned();
    let (name, tag) = (wanted.canonical_name(), wanted.tag()?);
    let tagged = |line: &&str| {
        line.split('\t')
            .next()
            .and_then(|cell| cell.rsplit_once(':'))
            .is_some_and(|(_, t)| t == tag)
    };
    rows().filter(tagged).filter_map(entry).find(|e| e.image.canonical_name() == name)
}

/// The tags of an image with their digests, sorted by tag.
pub fn tags(image: &ImageRef) -> Vec<(String, Digest)> {
    let name = image.canonical_name();
    let last = |name: &str| name.rfind('/').map_or(0, |slash| slash + 1);
    let wanted = name.get(last(&name)..).unwrap_or_default();
    // most rows need not be read further than their name
    let named = |line: &&str| {
        let row = line.split([':', '\t']).next().unwrap_or_default();
        row.get(last(row)..) == Some(wanted)
    };
    let entries = rows().filter(named).filter_map(entry).filter(|e| e.image.canonical_name() == name);
    let mut tags: Vec<_> = entries.filter_map(|e| Some((e.image.tag()?.to_owned(), e.digest))).collect();
    tags.sort();
    tags
}

/// All entries, in the order of the table.
pub fn entries() -> impl Iterator<Item = Entry> {
    rows().filter_map(entry)
}

fn rows() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|l| !l.starts_with('#') && !l.is_empty())
}

fn entry(line: &str) -> Option<Entry> {
    let mut cells = line.split('\t');
    let (image, digest, as_of, grade) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let (platforms, source) = (cells.next()?, cells.next()?);
    Some(Entry {
        image: ImageRef::parse(image).ok()?,
        digest: Digest::new(digest).ok()?,
        platforms: platforms.split(',').filter(|p| !p.is_empty()).map(str::to_owned).collect(),
        as_of: as_of.parse().ok()?,
        grade: grade.to_owned(),
        source: source.to_owned(),
    })
}
