//! Gives every image of a plan its digest: from `app.lock`, else from the shipped catalogue, else not at all.

use std::sync::Arc;

use super::{
    lock::{Lock, Locked},
    order::{BUILD, Order},
    plan::{Label, LockedPlan, Plan},
    resolve::Settled,
};
use crate::{
    error::{Error, Result},
    finding::{Finding, Place},
    sorting,
    source::{Source, Span},
    value::ImageRef,
};

/// How pins are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pinning {
    /// The lock must cover the plan already.
    pub locked: bool,
    /// Images that are nowhere known go without a digest.
    pub unpinned: bool,
}

/// A plan with its pins.
pub struct Pinned {
    /// The plan.
    pub plan: Plan,
    /// The lock that holds exactly the pins of the plan.
    pub lock: Lock,
    /// What is locked no longer fits app.toml, and was let pass.
    pub loose: Vec<Finding>,
}

/// The plan with pins, and the lock that holds exactly these.
///
/// # Errors
/// Every image without a digest, with the line of app.toml that asks for it and the command that resolves it.
pub fn pin(settled: Settled, lock: Option<&Lock>, pinning: Pinning, source: &Arc<Source>) -> Result<Pinned> {
    let Settled {
        mut plan,
        version_span,
        base_span,
        orders,
        steps: _,
    } = settled;
    let mut pinned = Lock::default();
    let mut missing = Vec::new();
    for (role, text) in &mut plan.images {
        let image = ImageRef::parse(text).map_err(|why| Error::input(format!("the preset's {role} image cannot be used: {why}")))?;
        let shipped = || if pinning.locked { None } else { Locked::from_catalogue(&image) };
        match lock.and_then(|l| l.find(&image)).cloned().or_else(shipped) {
            Some(locked) => {
                // The preset's spelling of the name is kept; only the digest is the lock's.
                let digest = locked.image.digest().cloned();
                *text = digest.map_or_else(|| image.to_string(), |d| image.pinned(d).to_string());
                pinned.insert(locked);
            }
            None if pinning.unpinned => {}
            None => {
                let span = if role == "runtime" { base_span } else { version_span };
                missing.push(unknown(role, &image, span, pinning, source));
            }
        }
    }
    let mut loose = Vec::new();
    for order in &orders {
        let Some(locked) = lock.and_then(|l| l.packages(order.stage)) else {
            continue;
        };
        pinned.insert_packages(locked.clone());
        match (locked.lacks(order), &order.distribution) {
            (None, Some(distribution)) => {
                let stage = if order.stage == BUILD {
                    &mut plan.build.locked
                } else {
                    &mut plan.runtime.locked
                };
                stage.push(LockedPlan::new(locked, distribution));
            }
            (why, _) => loose.push(unlocked(order, &why.unwrap_or_default(), source)),
        }
    }
    if !pinning.unpinned {
        missing.append(&mut loose);
    }
    if !missing.is_empty() {
        let message = if pinning.locked {
            "app.lock does not cover app.toml, and --locked forbids changing it"
        } else {
            ""
        };
        return Err(Error::input(message).findings(missing));
    }
    name_base(&mut plan);
    Ok(Pinned { plan, lock: pinned, loose })
}

/// The packages of a stage changed since they were locked.
fn unlocked(order: &Order, why: &str, source: &Arc<Source>) -> Finding {
    let span = order.packages.first().map_or(Span::at(0), |(_, span)| *span);
    let message = format!("app.lock does not cover the packages of the {} stage: {why}", order.stage);
    Finding::error("unlocked-packages", Place::new(source, span), message)
        .label("asked for here")
        .help("run `hullwright lock` where the distribution's archive can be reached, and commit app.lock")
        .help("or say [packages] lock = false in app.toml, and the build takes whatever versions the archive has on its day")
}

fn unknown(role: &str, image: &ImageRef, span: Span, pinning: Pinning, source: &Arc<Source>) -> Finding {
    let message = format!("no digest is known for the {role} image {image}");
    let finding = Finding::error("no-digest", Place::new(source, span), message).label("asked for here");
    if pinning.locked {
        return finding.help("run `hullwright generate` without --locked and commit app.lock");
    }
    finding
        .help("run `hullwright lock` where its registry can be reached, and commit app.lock")
        .help("or choose a version and base that `hullwright presets` marks as pinned")
}

/// Says in labels what the image is built on: name and digest (image-spec, `annotations.md`).
fn name_base(plan: &mut Plan) {
    let Some(image) = plan.images.get("runtime").and_then(|text| ImageRef::parse(text).ok()) else {
        return;
    };
    let mut add = |key: &str, value: String| {
        let key = format!("org.opencontainers.image.base.{key}");
        plan.labels.retain(|l| l.key != key);
        plan.labels.push(Label { key, value });
    };
    if let Some(digest) = image.digest() {
        add("digest", digest.to_string());
    }
    let tag = image.tag().map(|t| format!(":{t}")).unwrap_or_default();
    add("name", format!("{}{tag}", image.canonical_name()));
    sorting::by(&mut plan.labels, |a, b| a.key.cmp(&b.key));
}
