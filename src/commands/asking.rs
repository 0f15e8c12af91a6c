//! What `diff --online` asks: registries for the digests and names of images, Alpine's index for versions of packages.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Context,
    online::{Answers, Network, ask, registry, user},
};
use crate::{
    audit::{Pins, Versions, version_rank},
    compile::{ArchiveSource, Distribution, Library, Registries},
    error::{Error, Result},
    io::{
        archive::Archives,
        registry::{AT_ONCE, Failed, Found, Wanted},
    },
    packages::{Format, Universe, apk_index, architecture},
    parallel::each,
    sorting,
    value::{Digest, ImageRef},
};

/// How many versions are looked at to find the one that `latest` is.
const CANDIDATES: usize = 8;

/// What was learnt, and what could not be.
#[derive(Default)]
pub struct Learnt {
    /// Digests, and names of `latest`.
    pub pins: Pins,
    /// Versions of Alpine's packages.
    pub versions: Versions,
    /// What was not answered.
    pub errors: Vec<Error>,
}

/// Asks about images and packages, each once.
///
/// # Errors
/// The user's configuration cannot be read.
pub fn learn(context: Context<'_>, network: Network, images: &BTreeSet<ImageRef>, packages: &BTreeSet<(String, String)>) -> Result<Learnt> {
    let registries = user(context.world)?;
    let mut learnt = Learnt::default();
    let wants = |image: &ImageRef| Wanted {
        image: image.clone(),
        sources: registries.sources(image),
        known: None,
    };
    let latest: Vec<&ImageRef> = images
        .iter()
        .filter(|image| image.tag().is_none_or(|tag| tag == "latest"))
        .collect();
    let candidates = candidates(context, network, &registries, &latest, &mut learnt)?;
    let tagged = images.iter().map(|image| {
        if image.tag().is_none() {
            image.with_tag("latest")
        } else {
            image.clone()
        }
    });
    let wanted: BTreeSet<Wanted> = tagged
        .chain(candidates.values().flatten().cloned())
        .map(|image| wants(&image))
        .collect();
    let answers = ask(context, &registries, network, wanted)?;
    let digests = digests(&answers, &mut learnt);
    let mut names = Vec::new();
    for (name, versions) in &candidates {
        let now = digests
            .iter()
            .find(|(image, _)| image.canonical_name() == *name && image.tag() == Some("latest"));
        let same = versions
            .iter()
            .find(|image| now.is_some_and(|(_, digest)| digests.get(*image) == Some(digest)));
        if let Some((image, tag)) = same.or(versions.first()).and_then(|image| Some((image, image.tag()?))) {
            names.push((image.clone(), tag.to_owned()));
        }
    }
    learnt.pins = digests.into_iter().collect::<Pins>().naming_latest(names);
    learnt.versions = alpine(context, packages, &mut learnt.errors);
    Ok(learnt)
}

/// The newest versions of images that are taken by `latest`, the newest first, by image.
fn candidates(
    context: Context<'_>,
    network: Network,
    registries: &Registries,
    latest: &[&ImageRef],
    learnt: &mut Learnt,
) -> Result<BTreeMap<String, Vec<ImageRef>>> {
    let registry = registry(context, registries, network)?;
    let answers = each(latest, AT_ONCE, |image| registry.tags(image, &registries.sources(image)));
    let mut all = BTreeMap::new();
    let mut failed = Vec::new();
    for (image, answer) in latest.iter().zip(answers) {
        match answer {
            Ok(tags) => {
                let mut ranked: Vec<_> = tags.iter().filter_map(|tag| Some((version_rank(tag)?, tag))).collect();
                sorting::by(&mut ranked, |a, b| b.cmp(a));
                let newest = ranked.into_iter().take(CANDIDATES).map(|(_, tag)| image.with_tag(tag));
                all.insert(image.canonical_name(), newest.collect());
            }
            Err(why) => failed.push(*why),
        }
    }
    learnt.errors.extend(Failed::errors(&failed));
    Ok(all)
}

/// The digests that were found.
fn digests(answers: &Answers, learnt: &mut Learnt) -> BTreeMap<ImageRef, Digest> {
    let mut all = BTreeMap::new();
    let mut failed = Vec::new();
    for (wanted, answer) in answers {
        match answer {
            Ok(Found::Now(locked, _)) => all.extend(locked.image.digest().map(|digest| (wanted.image.clone(), digest.clone()))),
            Ok(Found::Same) => {}
            Err(why) => failed.push((**why).clone()),
        }
    }
    learnt.errors.extend(Failed::errors(&failed));
    all
}

/// The versions of packages in Alpine's indexes of today.
fn alpine(context: Context<'_>, packages: &BTreeSet<(String, String)>, errors: &mut Vec<Error>) -> Versions {
    if packages.is_empty() {
        return Versions::default();
    }
    let known = Distribution::all(&Library::builtin()).unwrap_or_else(|error| {
        errors.push(error);
        Vec::new()
    });
    let archives = Archives::default();
    let releases: BTreeSet<&String> = packages.iter().map(|(release, _)| release).collect();
    let wanted: Vec<&Distribution> = known
        .iter()
        .filter(|d| d.format == Format::Apk && releases.contains(&d.name))
        .collect();
    let read = each(&wanted, context.world.threads(), |distribution| index(&archives, distribution));
    let mut rows = Vec::new();
    for (distribution, texts) in wanted.iter().zip(read) {
        match texts {
            Ok(texts) => {
                let universe = Universe::new(Format::Apk, texts.iter().flat_map(|text| apk_index(text)));
                let here = packages.iter().filter(|(release, _)| *release == distribution.name);
                rows.extend(here.filter_map(|(release, name)| {
                    let version = universe.get(name)?.version.to_owned();
                    Some((release.clone(), name.clone(), version, format!("what {release} has today")))
                }));
            }
            Err(error) => errors.push(error),
        }
    }
    rows.into_iter().collect()
}

/// The texts of a distribution's indexes, for the usual platform: names and versions are the same on all.
fn index(archives: &Archives, distribution: &Distribution) -> Result<Vec<String>> {
    let word = architecture(distribution.format, "linux/amd64").unwrap_or_default();
    let mut texts = Vec::new();
    for suite in &distribution.sources {
        let source = ArchiveSource {
            url: distribution.mirror.as_str().replace("{archive}", &suite.archive),
            suite: suite.suite.clone(),
            components: Vec::new(),
        };
        let table = archives.table(distribution.format, &source)?;
        texts.extend(archives.indexes(&source, &table, word)?);
    }
    Ok(texts)
}
