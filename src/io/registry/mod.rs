//! Image registries, over the OCI distribution API: what digest does a tag have now? Asked only on request; what arrives is hashed.

mod address;
mod answer;
mod challenge;
mod credentials;
mod fault;
mod manifest;
mod pause;
mod tags;
mod token;
mod transport;

use std::{collections::BTreeMap, fmt::Write as _, sync::PoisonError};

use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

pub use transport::{AT_ONCE, Patience};

use crate::{
    compile::{ImageSource, Locked, Registries},
    error::Error,
    io::World,
    value::{Digest, ImageRef, shown},
};
use address::Address;
use challenge::Challenge;
use credentials::Credentials;
use token::{Pass, Passes};
use transport::{Method, Question, Reply, Transport};

/// Digests of platforms, by platform.
type Platforms = BTreeMap<String, Digest>;

/// What is asked about an image.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wanted {
    /// The image, with the tag that is meant.
    pub image: ImageRef,
    /// Where it is asked for, one after the other.
    pub sources: Vec<ImageSource>,
    /// The digest that is known for it and was verified: as long as the tag has this one, nothing is fetched.
    pub known: Option<Digest>,
}

/// What a registry says about an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The tag still has the digest that is known.
    Same,
    /// The tag has this digest; and whether the registry no longer has the known one.
    Now(Locked, bool),
}

/// What a registry no longer has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The tag.
    Tag,
    /// The digest.
    Digest,
}

/// Why nothing was found.
#[derive(Clone, Debug)]
pub struct Failed {
    /// The image.
    pub image: ImageRef,
    /// Who was asked and what each said, as the end of a sentence that begins with images: "at HOST: it …".
    cause: Error,
    /// What all who were asked agree is missing, if that is why.
    pub missing: Option<Missing>,
}

impl Failed {
    /// All failures as errors: images that failed for the same reason, in the order in which they came, share one.
    pub fn errors<'f>(failures: impl IntoIterator<Item = &'f Self>) -> Vec<Error> {
        let mut told: Vec<(&Self, Vec<String>)> = Vec::new();
        for failed in failures {
            let image = failed.image.to_string();
            match told.iter_mut().find(|(one, _)| one.cause.message == failed.cause.message) {
                Some((_, images)) if images.contains(&image) => {}
                Some((_, images)) => images.push(image),
                None => told.push((failed, vec![image])),
            }
        }
        told.into_iter().map(|(failed, images)| failed.told(&images)).collect()
    }

    /// It as an error.
    pub fn error(&self) -> Error {
        self.told(&[self.image.to_string()])
    }

    fn told(&self, images: &[String]) -> Error {
        let mut error = self.cause.clone();
        error.message = format!("{} cannot be resolved {}", listed(images), error.message);
        error
    }
}

/// Names, the first five of them in full.
pub fn listed(names: &[String]) -> String {
    const MOST: usize = 5;
    let first = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// Why one place did not answer the question.
struct Refused {
    error: Error,
    missing: Option<Missing>,
}

/// A way to registries. Connections, tokens and what credential helpers said are kept for its life.
pub struct Registry<'w> {
    transport: Transport<'w>,
    passes: Passes<'w>,
    today: Date,
}

impl<'w> Registry<'w> {
    /// A way to registries; `user` is the user's own configuration, `today` is written beside each digest that is resolved.
    pub fn new(world: &'w dyn World, user: Registries, patience: Patience, today: Date) -> Self {
        Self {
            transport: Transport::new(world, user, patience),
            passes: Passes::new(Credentials::new(world)),
            today,
        }
    }

    /// The digest that an image's tag has now, its platforms, and who said so: from the first place that knows.
    ///
    /// # Errors
    /// Nobody can be reached, all refuse, or they answer with something that is no manifest or has another digest than it says. The
    /// message names image and registry, the hints the next step.
    pub fn find(&self, wanted: &Wanted) -> std::result::Result<Found, Box<Failed>> {
        let mut failures = Vec::new();
        for source in &wanted.sources {
            match self.find_at(wanted, source) {
                Ok(found) => return Ok(found),
                Err(failed) => failures.push((source, failed)),
            }
        }
        Err(Box::new(all_failed(&wanted.image, failures)))
    }

    fn find_at(&self, wanted: &Wanted, source: &ImageSource) -> std::result::Result<Found, Refused> {
        let tag = wanted.image.tag().unwrap_or("latest");
        if let Some(known) = &wanted.known {
            // Asking for the headers only does not count towards Docker Hub's limit. Nothing but "it is the same" is believed of them.
            let reply = self.ask(source, tag, Method::Head)?;
            if reply.status == 200 && reply.header("docker-content-digest") == Some(known.as_str()) {
                return Ok(Found::Same);
            }
        }
        let reply = self.ask(source, tag, Method::Get)?;
        let sure = |why: String| Refused {
            error: Error::environment(why)
                .hint("nothing of it was used; check the registry's name and the proxy, or ask from another network"),
            missing: None,
        };
        let digest = hashed(&reply).map_err(sure)?;
        let platforms = manifest::platforms(reply.header("content-type"), &reply.body).map_err(sure)?;
        let gone = match &wanted.known {
            Some(known) if *known != digest => self
                .ask(source, known.as_str(), Method::Head)
                .is_err_and(|failed| failed.missing == Some(Missing::Digest)),
            _ => false,
        };
        let locked = Locked {
            image: wanted.image.unpinned().pinned(digest),
            platforms: platforms.keys().cloned().collect(),
            manifests: platforms,
            resolved: self.today,
            from: match &source.mirror_of {
                // A mirror's name may be nobody's business outside.
                Some(registry) => format!("a mirror of {registry}"),
                None => source.host.clone(),
            },
        };
        Ok(Found::Now(locked, gone))
    }

    /// All tags of an image, from the first place that knows.
    ///
    /// # Errors
    /// Nobody can be reached, or all refuse.
    pub fn tags(&self, image: &ImageRef, sources: &[ImageSource]) -> std::result::Result<Vec<String>, Box<Failed>> {
        let mut failures = Vec::new();
        for source in sources {
            match self.tags_at(source) {
                Ok(tags) => return Ok(tags),
                Err(failed) => failures.push((source, failed)),
            }
        }
        Err(Box::new(all_failed(image, failures)))
    }

    fn tags_at(&self, source: &ImageSource) -> std::result::Result<Vec<String>, Refused> {
        let own = format!("/v2/{}/tags/list", source.repository);
        let mut all = Vec::new();
        let mut next = Some(format!("{own}?n=1000"));
        for _ in 0..tags::MOST_PAGES {
            let Some(path) = next.take() else { break };
            let reply = self.ask_for(source, &path, "tags", Method::Get)?;
            all.extend(tags::read(&reply.body).map_err(Error::environment)?);
            next = reply.header("link").and_then(|link| tags::next(link, &own));
        }
        Ok(all)
    }

    /// Asks for a manifest.
    fn ask(&self, source: &ImageSource, reference: &str, method: Method<'_>) -> std::result::Result<Reply, Refused> {
        let path = format!("/v2/{}/manifests/{reference}", source.repository);
        self.ask_for(source, &path, reference, method)
    }

    /// Asks for something, and says who we are if the registry wants to know.
    fn ask_for(&self, source: &ImageSource, path: &str, reference: &str, method: Method<'_>) -> std::result::Result<Reply, Refused> {
        let mut question = Question {
            address: Address::new(source.tls, &source.host, path),
            method,
            accept: manifest::ACCEPT,
            authorization: None,
        };
        let place = self.passes.place(source);
        let mut pass = place.lock().unwrap_or_else(PoisonError::into_inner).clone();
        question.authorization = pass.as_ref().and_then(|p| p.header.clone());
        let mut reply = self.transport.ask(&question)?;
        if reply.status == 401 {
            if !reply.from.same_origin(&question.address) {
                let message = format!(
                    "it sends us on to {}, which wants to know who asks, and is not told",
                    shown(&reply.from.host)
                );
                return Err(Error::environment(message)
                    .hint("this is for whoever runs the registry to mend")
                    .into());
            }
            // Only one asks for a new pass; whoever waited for it takes that one.
            let mut held = place.lock().unwrap_or_else(PoisonError::into_inner);
            let newer = held.clone().filter(|p| p.header != question.authorization);
            let fresh = match newer {
                Some(newer) => newer,
                None => {
                    let challenges = reply.headers.get_all("www-authenticate");
                    let challenge = Challenge::read(challenges.iter().filter_map(|v| v.to_str().ok()));
                    self.passes.ask(&self.transport, source, &challenge)?
                }
            };
            *held = Some(fresh.clone());
            drop(held);
            question.authorization = fresh.header.clone();
            pass = Some(fresh);
            reply = self.transport.ask(&question)?;
        }
        // Who cannot be asked for headers only is asked for all.
        let headless = matches!(method, Method::Head) && matches!(reply.status, 400 | 405 | 501);
        if reply.status == 200 || headless {
            return Ok(reply);
        }
        let nobody = Pass {
            header: None,
            known: false,
            said: Vec::new(),
        };
        let (error, missing) = answer::refusal(&reply, source, reference, pass.as_ref().unwrap_or(&nobody));
        Err(Refused { error, missing })
    }
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self { error, missing: None }
    }
}

/// The body's own hash, which must be what the registry says it is.
fn hashed(reply: &Reply) -> std::result::Result<Digest, String> {
    let mut text = String::from("sha256:");
    for byte in Sha256::digest(&reply.body) {
        // A string takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
    }
    match reply.header("docker-content-digest") {
        Some(said) if said != text => Err(format!(
            "its answer is not what it says: by its header it is {}, by its bytes {text}; it was changed on the way, or the registry is broken",
            shown(said)
        )),
        _ => Digest::new(text).map_err(|why| why.to_string()),
    }
}

/// One failure of all: which image, who was asked, what each said. The next steps are those of the last, the registry itself.
fn all_failed(image: &ImageRef, refusals: Vec<(&ImageSource, Refused)>) -> Failed {
    let missing = refusals
        .iter()
        .map(|(_, r)| r.missing)
        .reduce(|a, b| a.filter(|_| a == b))
        .flatten();
    let said = |(source, refused): &(&ImageSource, Refused)| format!("at {}: {}", source.host, refused.error.message);
    let message = refusals.iter().map(said).collect::<Vec<_>>().join("; ");
    let last = refusals.into_iter().next_back().map(|(_, refused)| refused.error);
    let mut cause = last.unwrap_or_else(|| Error::bug("there is nobody to ask"));
    cause.message = message;
    Failed {
        image: image.unpinned(),
        cause,
        missing,
    }
}
