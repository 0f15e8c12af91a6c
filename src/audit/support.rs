//! When the support of a base image ends, by what its tag says of the version and the operating system.

use super::{
    bases::{library_name, names},
    table::{Table, row},
};
use crate::value::ImageRef;

/// The end of something's support.
pub struct End {
    /// What it is: `alpine3.15`, `python 3.8`.
    pub what: String,
    /// The last day, `2025-10-31`. Days of this form are in the order of their text.
    pub day: &'static str,
}

/// Image, version, last day; in the order of the first two.
static TABLE: Table = Table::new(include_str!("data/support.tsv"));

/// Operating systems, which most tags speak of too.
const SYSTEMS: &str = "+";

/// The end that comes first: of the program that an image is named for, or of the operating system below it.
pub fn end(image: &ImageRef) -> Option<End> {
    let name = library_name(image);
    let tag = image.tag().unwrap_or_default();
    let (version, variant) = tag.split_once('-').unwrap_or((tag, ""));
    let known = names(&name).find_map(|known| {
        let rows = TABLE.rows(known);
        if rows.is_empty() {
            return None;
        }
        // `quay.io/centos/centos:centos7`
        let version = known
            .rsplit('/')
            .next()
            .and_then(|own| version.strip_prefix(own))
            .unwrap_or(version);
        let (version, day) = versions(version).find_map(|version| Some((version, row(rows, version)?)))?;
        let what = format!("{} {version}", name.rsplit('/').next().unwrap_or(&name));
        Some(End { what, day })
    });
    let official = !name.contains('/') || name.starts_with("mcr.microsoft.com/dotnet/");
    let below = [version].into_iter().chain(variant.split('-'));
    let below_it = below
        .clone()
        .zip(below.skip(1).chain([""]))
        .filter(|_| official)
        .find_map(|(word, next)| {
            let joined = if word == "alpine" {
                format!("alpine{next}")
            } else {
                word.to_owned()
            };
            system(&joined)
        });
    let distroless = name
        .strip_prefix("gcr.io/distroless/")
        .and_then(|rest| system(rest.rsplit('-').next()?));
    [known, below_it, distroless].into_iter().flatten().min_by_key(|end| end.day)
}

/// The end of an operating system by the word that tags have for it.
fn system(word: &str) -> Option<End> {
    let end = |what: &str| {
        let day = row(TABLE.rows(SYSTEMS), what)?;
        Some(End {
            what: what.to_owned(),
            day,
        })
    };
    end(word).or_else(|| {
        let minor = word.match_indices('.').nth(1).and_then(|(dot, _)| word.get(..dot))?;
        end(minor).filter(|_| word.starts_with("alpine"))
    })
}

/// A version and what it begins with, the longest first: `3.8.2`, `3.8`, `3`; JDKs also write `17.0.2_8`.
fn versions(version: &str) -> impl Iterator<Item = &str> {
    let shorter = version.rmatch_indices(['.', '_', '+']).filter_map(|(at, _)| version.get(..at));
    std::iter::once(version).chain(shorter).filter(|v| !v.is_empty())
}
