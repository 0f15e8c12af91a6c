//! `check`: are the generated files still what app.toml means, and is what they rest on still good? Nothing is written.

mod age;
mod online;

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use jiff::civil::Date;

use super::{
    Context, Outcome, Output, Step, Targets,
    drift::{Drift, drifts},
    judgement::Judgement,
    online::Network,
    policies::Policies,
    site::{Site, folders},
};
use crate::{
    audit::{Inline, Policy, audit},
    compile::{Pinning, Verified},
    dockerfile::Dockerfile,
    error::Result,
    finding::{Finding, Severity},
    io::{Part, today},
    parallel::each,
    report::Paint,
    source::Source,
};

/// What `check` is asked for.
#[derive(Clone, Debug)]
pub struct Check {
    /// The projects.
    pub targets: Targets,
    /// Support that ends within this many days is reported.
    pub within: u16,
    /// Pins that are older than this many days are reported; 0 for none.
    pub max_age: u16,
    /// Whether registries are asked if there are newer digests, and how.
    pub network: Option<Network>,
    /// How findings are written.
    pub output: Output,
}

/// What was seen of one project.
struct Seen<'w> {
    site: Site<'w>,
    verified: Verified,
    policy: Policy,
    drifts: Vec<Drift>,
    findings: Vec<Finding>,
}

/// Runs it.
pub fn check(asked: &Check, context: Context<'_>) -> Outcome {
    look(asked, context)
        .unwrap_or_else(|error| Judgement {
            errors: vec![error],
            ..Judgement::default()
        })
        .outcome(asked.output, context)
}

fn look(asked: &Check, context: Context<'_>) -> Result<Judgement> {
    let (folders, skipped) = folders(context.world, &asked.targets.paths)?;
    let today = today(context.world)?;
    let mut policies = Policies::new(context.world);
    let tasks: Vec<(PathBuf, Policy)> = folders.into_iter().map(|f| (f.clone(), policies.around(&f))).collect();
    let done = AtomicUsize::new(0);
    let mut seen = each(&tasks, context.world.threads(), |(folder, around)| {
        let seen = Site::open(context.world, folder, &asked.targets).and_then(|site| one(asked, site, around, today, context));
        (context.tell)(Step::Done(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len()));
        seen
    });
    let mut all = Judgement {
        thing: "project",
        findings: policies.ended(),
        errors: skipped,
        ..Judgement::default()
    };
    all.errors.append(&mut policies.errors);
    if let Some(network) = asked.network {
        all.errors.append(&mut online::look(&mut seen, network, context)?);
    }
    for seen in seen {
        match seen {
            Ok(mut seen) => {
                all.judged += 1;
                Finding::sort(&mut seen.findings);
                all.findings.append(&mut seen.findings);
                all.appendix += &diffs(&seen.drifts, context.out);
            }
            Err(error) => all.errors.push(error),
        }
    }
    // An app.toml may be a project's own, and that of a folder around another.
    let mut told = BTreeSet::new();
    let place = |f: &Finding| (f.place.source.name().to_owned(), f.place.span);
    all.findings.retain(|f| f.rule != "ended-waiver" || told.insert(place(f)));
    Ok(all)
}

/// What the project's policy and that of the folders around it have to say counts for everything that is found here.
fn one<'w>(asked: &Check, site: Site<'w>, around: &Policy, today: Date, context: Context<'_>) -> Result<Seen<'w>> {
    // Images without a digest are findings here, so they must not stop the compilation.
    let verified = site.compile(Pinning {
        locked: false,
        unpinned: true,
    })?;
    let drifts = drifts(context.world, &site.folder, &verified, &Part::made(&verified))?;
    let own = Policy {
        today: Some(today),
        ..verified.policy().clone()
    };
    let policy = own.clone().within(around);
    let unpinned = age::unpinned(&site, &verified, &policy);
    let flags: &[&str] = if unpinned.is_empty() { &[] } else { &["--unpinned"] };
    let mut findings: Vec<Finding> = drifts.iter().map(|d| d.finding(&site, flags)).collect();
    let days = age::Days {
        today,
        within: asked.within,
        max_age: asked.max_age,
    };
    findings.extend(age::support(&site, &verified, days)?);
    findings.extend(age::stale_pins(&site, &verified, days));
    findings.extend(age::stale_packages(&site, &verified, days));
    findings.extend(verified.loose().iter().cloned());
    let pinned = unpinned.is_empty();
    findings.extend(unpinned);
    let mut findings: Vec<Finding> = findings.into_iter().filter_map(|finding| policy.judge(finding)).collect();
    let drifted = drifts.iter().any(|drift| drift.part == Part::Dockerfile);
    findings.extend(audited(&site, &verified, &policy, pinned, drifted));
    findings.extend(own.ended());
    Ok(Seen {
        site,
        verified,
        policy,
        drifts,
        findings,
    })
}

/// What the auditor says today about what the compiler makes: that is the file itself unless it drifted. Missing digests are left to the
/// finding that points into app.toml.
fn audited(site: &Site<'_>, verified: &Verified, policy: &Policy, pinned: bool, drifted: bool) -> Vec<Finding> {
    let mut name = site.name(Part::Dockerfile.name());
    if drifted {
        name += " (compiled)";
    }
    let file = Dockerfile::parse(Arc::new(Source::new(name, verified.dockerfile())));
    // What the compiler writes is not to be excused by a comment that a template put there.
    let policy = Policy {
        inline: Some(Inline::None),
        ..policy.clone()
    };
    let findings = audit(&file, &policy).into_iter();
    findings
        .filter(|f| f.severity >= Severity::Warning && (pinned || !f.rule.starts_with("undigested-")))
        .collect()
}

fn diffs(drifts: &[Drift], paint: Paint) -> String {
    let shown = drifts.iter().filter(|d| d.is_there()).map(Drift::diff);
    let shown = shown.map(|diff| match paint {
        Paint::Plain => format!("\n{}", diff.plain()),
        Paint::Coloured => format!("\n{}", diff.coloured()),
    });
    shown.collect()
}
