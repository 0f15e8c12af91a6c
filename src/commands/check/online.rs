//! What only registries know: whether a tag has a newer digest, and whether what is locked is still there.

use std::collections::BTreeSet;

use super::{Seen, age::pin_place};
use crate::{
    commands::{
        Context,
        lock::{dropped_platforms, vanished_tag},
        online::{self, Network},
    },
    compile::{Locked, Registries},
    error::{Error, Result},
    finding::{Finding, Severity},
    io::registry::{Failed, Found, Missing, Wanted},
};

/// Adds to each project what registries say about its images. What could not be asked comes back.
///
/// # Errors
/// The user's own configuration cannot be used.
pub fn look(seen: &mut [Result<Seen<'_>>], network: Network, context: Context<'_>) -> Result<Vec<Error>> {
    let user = online::user(context.world)?;
    let asked: Vec<Vec<(Locked, Wanted)>> = seen
        .iter()
        .map(|s| s.as_ref().map_or(Ok(Vec::new()), |s| asked(s, &user)))
        .collect::<Result<_>>()?;
    let wanted: BTreeSet<Wanted> = asked.iter().flatten().map(|(_, wanted)| wanted.clone()).collect();
    let answers = online::ask(context, &user, network, wanted)?;
    let mut failures: Vec<&Failed> = Vec::new();
    for (seen, asked) in seen.iter_mut().zip(asked) {
        let Ok(seen) = seen else { continue };
        for (locked, wanted) in asked {
            match answers.get(&wanted) {
                Some(Ok(found)) => {
                    let found = findings(seen, &locked, found).into_iter();
                    seen.findings.extend(found.filter_map(|finding| seen.policy.judge(finding)));
                }
                Some(Err(failed)) if failed.missing == Some(Missing::Tag) => {
                    let finding = vanished_tag(pin_place(&seen.site, &seen.verified, &locked), failed);
                    seen.findings.extend(seen.policy.judge(finding));
                }
                Some(Err(failed)) => failures.push(failed),
                None => {}
            }
        }
    }
    Ok(Failed::errors(failures))
}

/// The images of a project that have a digest, and what is asked about each.
fn asked(seen: &Seen<'_>, user: &Registries) -> Result<Vec<(Locked, Wanted)>> {
    let registries = online::registries(&seen.site, user)?;
    let pins = seen.verified.pins().images();
    let asked = pins.map(|locked| {
        let wanted = Wanted {
            // What is shipped is not verified, but its digest is what builds.
            known: locked.image.digest().cloned(),
            ..online::wanted(&locked.image, None, &registries)
        };
        (locked.clone(), wanted)
    });
    Ok(asked.collect())
}

fn findings(seen: &Seen<'_>, locked: &Locked, found: &Found) -> Vec<Finding> {
    let Found::Now(now, gone) = found else {
        return Vec::new();
    };
    if now.image.digest() == locked.image.digest() {
        return Vec::new();
    }
    let place = || pin_place(&seen.site, &seen.verified, locked);
    let image = locked.image.unpinned();
    let digest = now.image.digest().map(ToString::to_string).unwrap_or_default();
    let message = format!("{image} is {digest} by now; the locked digest is from {}", locked.resolved);
    let mut findings = vec![
        Finding::error("newer-digest", place(), message)
            .severity(Severity::Warning)
            .help("Run `hullwright lock --update` and `hullwright generate`, build, test, and commit."),
    ];
    if *gone {
        let message = format!("the locked digest of {image} is gone from {}, so builds fail", now.from);
        findings.push(Finding::error("vanished-digest", place(), message).help(
            "Run `hullwright lock --update` and `hullwright generate`. A mirror that keeps what was pulled once helps against that.",
        ));
    }
    let dropped = locked.dropped_by(now);
    if !dropped.is_empty() {
        findings.push(dropped_platforms(place(), &image, &dropped));
    }
    findings
}
