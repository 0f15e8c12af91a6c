//! What grows old: the support of a language version and of a base's system, and the digests of images.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    audit::Policy,
    commands::site::Site,
    compile::{Day, Locked, LockedPackages, Verified},
    error::Result,
    finding::{Finding, Place, Severity},
    source::{Source, Span},
    value::ImageRef,
};

/// Today, and how much patience there is.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    /// Today.
    pub today: Date,
    /// Support that ends within this many days is reported.
    pub within: u16,
    /// Pins older than this are reported; 0 for none.
    pub max_age: u16,
}

impl Days {
    /// Days from today; negative for the past.
    fn until(self, day: Date) -> i32 {
        day.duration_since(self.today).as_hours().div_euclid(24) as i32
    }
}

/// The language's version and the base's system, if their support has ended or will soon.
///
/// # Errors
/// The preset cannot be read.
pub fn support(site: &Site<'_>, verified: &Verified, days: Days) -> Result<Vec<Finding>> {
    let plan = verified.plan();
    let Some(preset) = site.library.preset(&plan.language)? else {
        return Ok(Vec::new());
    };
    let mut findings = Vec::new();
    if let Some((cycle, eol)) = preset.cycle(&plan.version).and_then(|c| Some((&c.cycle, c.eol?))) {
        let what = format!("{} {cycle}", preset.title);
        let help = format!("move to a newer version; `hullwright presets {}` lists them", plan.language);
        findings.extend(ending(site, verified.version_span(), &what, eol, days, help));
    }
    if let Some(os) = preset.base(&plan.base).and_then(|b| b.os.as_ref()) {
        let what = format!("{}, which the base `{}` is made of,", os.name, plan.base);
        let help = format!("choose another base; `hullwright presets {}` lists them", plan.language);
        findings.extend(ending(site, verified.base_span(), &what, os.eol, days, help));
    }
    Ok(findings)
}

fn ending(site: &Site<'_>, span: Span, what: &str, eol: Day, days: Days, help: String) -> Option<Finding> {
    let place = Place::new(&site.manifest, span);
    let left = days.until(eol.0);
    let finding = match left {
        ..0 => Finding::error("support-ended", place, format!("support of {what} ended on {}", eol.0)),
        _ if left <= i32::from(days.within) => {
            let message = format!("support of {what} ends on {}, in {left} days", eol.0);
            Finding::error("support-ending", place, message).severity(Severity::Warning)
        }
        _ => return None,
    };
    Some(finding.help(help))
}

/// Pins that were resolved too long ago: fixes of the image since then are not in it.
pub fn stale_pins(site: &Site<'_>, verified: &Verified, days: Days) -> Vec<Finding> {
    let old = |locked: &&Locked| days.max_age > 0 && -days.until(locked.resolved) > i32::from(days.max_age);
    verified
        .pins()
        .images()
        .filter(old)
        .map(|locked| {
            let message = format!(
                "the digest of {} is from {}, {} days ago",
                locked.image.unpinned(),
                locked.resolved,
                -days.until(locked.resolved)
            );
            Finding::error("stale-pin", pin_place(site, verified, locked), message)
                .severity(Severity::Warning)
                .help("renew it with `hullwright lock --update`, and generate again")
        })
        .collect()
}

/// Packages that were resolved too long ago: their fixes since then are not in the image.
pub fn stale_packages(site: &Site<'_>, verified: &Verified, days: Days) -> Vec<Finding> {
    let old = |locked: &&LockedPackages| days.max_age > 0 && -days.until(locked.resolved) > i32::from(days.max_age);
    let stages = verified.pins().all_packages().filter(old);
    stages
        .map(|locked| {
            let line = format!("stage = \"{}\"", locked.stage);
            let found = site.lock.as_ref().and_then(|lock| {
                let at = lock.text().find(&line)?;
                Some(Place::new(lock, Span::new(at, at + line.len())))
            });
            let place = found.unwrap_or_else(|| Place::new(&site.manifest, verified.base_span()));
            let message = format!(
                "the packages of the {} stage are from {}, {} days ago",
                locked.stage,
                locked.resolved,
                -days.until(locked.resolved)
            );
            Finding::error("stale-pin", place, message)
                .severity(Severity::Warning)
                .help("renew them with `hullwright lock --update`, and generate again")
        })
        .collect()
}

/// The digest's line in app.lock, else the line of app.toml that asks for the image.
pub fn pin_place(site: &Site<'_>, verified: &Verified, locked: &Locked) -> Place {
    let digest = locked.image.digest().map(ToString::to_string).unwrap_or_default();
    let found = |lock: &Arc<Source>| {
        let at = lock.text().find(&digest)?;
        Some(Place::new(lock, Span::new(at, at + digest.len())))
    };
    let in_lock = site.lock.as_ref().filter(|_| !digest.is_empty()).and_then(found);
    in_lock.unwrap_or_else(|| Place::new(&site.manifest, verified.version_span()))
}

/// Images that have no digest. What the policy says of the rule for any Dockerfile holds here too.
pub fn unpinned(site: &Site<'_>, verified: &Verified, policy: &Policy) -> Vec<Finding> {
    let Some(severity) = policy.severity("undigested-image", Severity::Warning) else {
        return Vec::new();
    };
    let images = verified.plan().images.iter();
    let loose = images.filter(|(_, image)| ImageRef::parse(image).is_ok_and(|i| i.digest().is_none()));
    loose
        .map(|(role, image)| {
            let span = if role == "runtime" {
                verified.base_span()
            } else {
                verified.version_span()
            };
            let message = format!("the {role} image {image} is not pinned by a digest");
            Finding::error("unpinned-image", Place::new(&site.manifest, span), message)
                .severity(severity)
                .help("run `hullwright lock` where its registry can be reached, generate again, and commit app.lock")
        })
        .collect()
}
