//! Asking registries about many images at the same time, by way of the mirrors that app.toml and the user's own configuration name.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use super::{Context, Step, site::Site};
use crate::{
    compile::{Locked, Registries},
    error::Result,
    io::{
        World, path_text,
        registry::{AT_ONCE, Failed, Found, Patience, Registry, Wanted},
        today,
    },
    parallel::each,
    source::Source,
    value::ImageRef,
};

/// How much patience there is with registries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    /// How many seconds one answer may take.
    pub timeout: u16,
    /// How often a busy registry is asked again.
    pub retries: u8,
}

/// What the registries said, by what was asked.
pub type Answers = BTreeMap<Wanted, std::result::Result<Found, Box<Failed>>>;

/// What is to be asked about an image of a project. What was verified before is not fetched again as long as it is the same.
pub fn wanted(image: &ImageRef, known: Option<&Locked>, registries: &Registries) -> Wanted {
    Wanted {
        image: image.unpinned(),
        sources: registries.sources(image),
        known: known.filter(|k| k.is_verified()).and_then(|k| k.image.digest().cloned()),
    }
}

/// Where the images of a project are asked for. What the user's own configuration says goes before app.toml: it knows its network.
///
/// # Errors
/// What is wrong in app.toml.
pub fn registries(site: &Site<'_>, user: &Registries) -> Result<Registries> {
    Ok(user.over(&Registries::of_manifest(&site.manifest)?))
}

/// A way to registries.
///
/// # Errors
/// The day is not known.
pub fn registry<'w>(context: Context<'w>, user: &Registries, network: Network) -> Result<Registry<'w>> {
    let patience = Patience {
        timeout: Duration::from_secs(network.timeout.max(1).into()),
        retries: network.retries.into(),
    };
    Ok(Registry::new(context.world, user.clone(), patience, today(context.world)?))
}

/// Asks for all, several at a time, each once.
///
/// # Errors
/// The day is not known. That a registry cannot be asked is an answer.
pub fn ask(context: Context<'_>, user: &Registries, network: Network, wanted: BTreeSet<Wanted>) -> Result<Answers> {
    let registry = registry(context, user, network)?;
    let wanted: Vec<Wanted> = wanted.into_iter().collect();
    // Registries keep us waiting, so there may be more questions on the way than this machine has processors.
    let done = AtomicUsize::new(0);
    let answers = each(&wanted, AT_ONCE, |one| {
        let answer = registry.find(one);
        (context.tell)(Step::Done(done.fetch_add(1, Ordering::Relaxed) + 1, wanted.len()));
        answer
    });
    Ok(wanted.into_iter().zip(answers).collect())
}

/// The user's own configuration of registries: what HULLWRIGHT_CONFIG names, else hullwright/config.toml in the folder of configurations.
///
/// # Errors
/// The file that is named cannot be read, or says what it may not.
pub fn user(world: &dyn World) -> Result<Registries> {
    let folder = |name: &str| world.env(name).map(PathBuf::from);
    let usual = || {
        let config = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
        let path = config.join("hullwright/config.toml");
        matches!(world.kind(&path), Ok(Some(_))).then_some(path)
    };
    let Some(path) = folder("HULLWRIGHT_CONFIG").or_else(usual) else {
        return Ok(Registries::default());
    };
    Registries::of_user(&Arc::new(Source::new(path_text(&path), world.read(&path)?)))
}
