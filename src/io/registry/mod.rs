//! Image registries, over the OCI distribution API: what digest does a tag have now? Asked only by `lock`; what arrives is hashed.

mod challenge;
mod client;
mod manifest;

use std::collections::BTreeMap;

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::{
    compile::Locked,
    error::{Error, Result},
    value::{Digest, ImageRef},
};
use client::{Answer, Client};

/// A way to registries. Connections and tokens are kept for its life.
pub struct Registry {
    client: Client,
    today: Date,
}

impl Registry {
    /// A way to registries; `today` is written beside each digest that is resolved.
    pub fn new(today: Date) -> Self {
        Self {
            client: Client::new(),
            today,
        }
    }

    /// The digest that an image's tag has now, its platforms, and who said so.
    ///
    /// # Errors
    /// The registry cannot be reached, refuses, or answers with something that is no manifest or has another digest than it says. The
    /// message names image and registry, the hints the next step.
    pub fn resolve(&self, image: &ImageRef) -> Result<Locked> {
        let place = Place::of(image);
        let answer = self.client.manifest(&place).map_err(|error| about(error, image, &place))?;
        let digest = hashed(&answer).map_err(|why| about(Error::environment(why), image, &place))?;
        let platforms = manifest::platforms(&answer.body).map_err(|why| about(Error::environment(why), image, &place))?;
        Ok(Locked {
            image: image.unpinned().pinned(digest),
            platforms: platforms.keys().cloned().collect(),
            manifests: platforms,
            resolved: self.today,
            from: place.host,
        })
    }
}

/// Where an image's manifest is asked for.
struct Place {
    /// The registry's host, with its port if it has one.
    host: String,
    /// The repository there.
    repository: String,
    /// The tag, or the digest when there is no tag.
    reference: String,
}

impl Place {
    fn of(image: &ImageRef) -> Self {
        let name = image.canonical_name();
        let (host, repository) = name.split_once('/').unwrap_or(("docker.io", name.as_str()));
        // Docker Hub's registry has another name than its images have.
        let host = if host == "docker.io" { "registry-1.docker.io" } else { host };
        let digest = image.digest().map(Digest::as_str);
        Self {
            host: host.to_owned(),
            repository: repository.to_owned(),
            reference: image.tag().or(digest).unwrap_or("latest").to_owned(),
        }
    }
}

/// The body's own hash, which must be what the registry says it is.
fn hashed(answer: &Answer) -> std::result::Result<Digest, String> {
    use std::fmt::Write as _;
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(&answer.body) {
        let _ = write!(text, "{byte:02x}");
    }
    match &answer.digest {
        Some(said) if *said != text => {
            Err("the answer is not what its digest says: it was changed on the way, or the registry is broken".to_owned())
        }
        _ => Digest::new(text).map_err(|why| why.to_string()),
    }
}

/// Says which image and registry an error is about.
fn about(error: Error, image: &ImageRef, place: &Place) -> Error {
    let message = format!("{} cannot be resolved at {}: {}", image.unpinned(), place.host, error.message);
    let hints = if error.hints.is_empty() {
        vec![format!("app.lock was not changed; try again when {} can be reached", place.host)]
    } else {
        error.hints
    };
    Error {
        fault: error.fault,
        message,
        hints,
        findings: error.findings,
    }
}

/// Digests of platforms, by platform.
type Platforms = BTreeMap<String, Digest>;
