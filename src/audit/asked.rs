//! What fixes of a file would like to know from outside: digests of images, versions of packages.

use std::collections::BTreeSet;

use super::{
    images::images,
    packages::{Action, Manager, package_calls},
    releases::release,
    stages::root_image,
};
use crate::{dockerfile::Dockerfile, value::ImageRef};

/// The images that a file pulls by tag, or without one; the front end of its first line, too.
pub fn undigested(file: &Dockerfile) -> Vec<ImageRef> {
    let front = file.directive("syntax").and_then(|d| ImageRef::parse(&d.value.value).ok());
    let mut all: Vec<ImageRef> = images(file).map(|found| found.image.into_owned()).chain(front).collect();
    all.retain(|image| image.digest().is_none());
    all.sort_by_key(ToString::to_string);
    all.dedup();
    all
}

/// The packages that apk installs, with the release of Alpine that they are for: `Alpine 3.24`.
pub fn from_alpine(file: &Dockerfile) -> BTreeSet<(String, String)> {
    let calls = package_calls(file).filter(|found| found.manager == Manager::Apk && found.action == Action::Install);
    calls
        .filter_map(|found| {
            let registry = root_image(file, file.stage_of(found.call.at)?).and_then(release)?.registry()?;
            Some(
                found
                    .packages()
                    .map(move |word| (registry.clone(), word.value.to_string()))
                    .collect::<Vec<_>>(),
            )
        })
        .flatten()
        .collect()
}
