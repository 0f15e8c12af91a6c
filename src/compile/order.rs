//! What is asked for of a stage's operating system packages: which, for which platforms, from which archive as of when.

use super::{
    distribution::Distribution,
    library::Library,
    manifest::{At, Manifest},
    plan::Plan,
    preset::PackageFamily,
};
use crate::{error::Result, packages::Format, source::Span, value::ImageRef};

/// The platforms that packages are locked for when app.toml names none.
const PLATFORMS: [&str; 2] = ["linux/amd64", "linux/arm64"];

/// The word for the build stage in `app.lock`.
pub const BUILD: &str = "build";

/// The word for the runtime stage in `app.lock`.
pub const RUNTIME: &str = "runtime";

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    /// The stage: `build` or `runtime`.
    pub stage: &'static str,
    /// The image that the stage begins with.
    pub image: String,
    /// Its distribution, if it is a known one.
    pub distribution: Option<Distribution>,
    /// The packages with their places in `app.toml`, sorted by name; those that the preset needs stand at the language.
    pub packages: Vec<(String, Span)>,
    /// For which platforms, sorted.
    pub platforms: Vec<String>,
    /// The moment of the archive that app.toml insists on.
    pub snapshot: Option<String>,
    /// The archive that app.toml names instead of the distribution's own.
    mirror: Option<String>,
}

/// An index that is to be read: where, and which one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The archive's address.
    pub url: String,
    /// The suite or repository.
    pub suite: String,
    /// The parts of it that count.
    pub components: Vec<String>,
}

impl Order {
    /// The orders of a plan. None for a stage without packages, and none at all when app.toml says so.
    ///
    /// # Errors
    /// The distributions cannot be read.
    pub fn all(manifest: &Manifest, plan: &Plan, library: &Library) -> Result<Vec<Self>> {
        let said = &manifest.packages;
        if said.lock.as_ref().is_some_and(|lock| !*lock.value()) {
            return Ok(Vec::new());
        }
        let (build, runtime) = (&plan.build, &plan.runtime);
        let stages = [
            (BUILD, build.family, &manifest.build.packages, &build.packages),
            (RUNTIME, runtime.family, &manifest.runtime.packages, &runtime.packages),
        ];
        if stages.iter().all(|(_, _, said, _)| said.is_empty()) {
            return Ok(Vec::new());
        }
        let known = Distribution::all(library)?;
        let mut platforms: Vec<String> = match &said.platforms {
            Some(said) => said.iter().map(|p| p.value().to_string()).collect(),
            None => PLATFORMS.map(str::to_owned).to_vec(),
        };
        platforms.sort();
        platforms.dedup();
        let mut orders = Vec::new();
        for (stage, family, asked, all) in stages.into_iter().filter(|(_, _, asked, _)| !asked.is_empty()) {
            let image = plan.images.get(stage).cloned().unwrap_or_default();
            let parsed = ImageRef::parse(&image).ok();
            let fits = |d: &&Distribution| {
                matches!(
                    (family, d.format),
                    (PackageFamily::Apt, Format::Deb) | (PackageFamily::Apk, Format::Apk)
                )
            };
            let distribution = known.iter().filter(fits).find(|d| parsed.as_ref().is_some_and(|i| d.has(i)));
            // What the preset needs in that stage, too: a locked stage has nothing but what is locked.
            let place = |name: &str| {
                asked
                    .iter()
                    .find(|p| p.as_str() == name)
                    .map_or(manifest.app.language.span(), At::span)
            };
            let mut packages: Vec<_> = all.iter().map(|name| (name.clone(), place(name))).collect();
            packages.sort();
            orders.push(Self {
                stage,
                image,
                distribution: distribution.cloned(),
                packages,
                platforms: platforms.clone(),
                snapshot: said.snapshot.as_ref().map(|s| s.value().to_string()),
                mirror: said.mirror.as_ref().map(|m| m.value().to_string()),
            });
        }
        Ok(orders)
    }

    /// The names alone.
    pub fn names(&self) -> Vec<&str> {
        self.packages.iter().map(|(name, _)| name.as_str()).collect()
    }

    /// Whether the archive can be had as it was at a certain moment.
    pub fn has_snapshots(&self) -> bool {
        self.mirror().is_some_and(|m| m.contains("{snapshot}"))
    }

    fn mirror(&self) -> Option<&str> {
        self.mirror.as_deref().or_else(|| Some(self.distribution.as_ref()?.mirror.as_str()))
    }

    /// The indexes to read, as of a moment.
    pub fn sources(&self, snapshot: &str) -> Vec<Source> {
        let (Some(distribution), Some(mirror)) = (&self.distribution, self.mirror()) else {
            return Vec::new();
        };
        let source = |suite: &super::distribution::Suite| Source {
            url: mirror
                .replace("{archive}", &suite.archive)
                .replace("{snapshot}", snapshot)
                .trim_end_matches('/')
                .to_owned(),
            suite: suite.suite.clone(),
            components: distribution.components.clone(),
        };
        distribution.sources.iter().map(source).collect()
    }
}
