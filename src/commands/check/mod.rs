//! `check`: are the generated files still what app.toml means, and is what they rest on still good? Nothing is written.

mod age;
mod pages;

use std::sync::Arc;

use jiff::civil::Date;

pub use pages::PAGES;

use super::{
    Context, Format, Outcome, Targets,
    drift::{Drift, drifts},
    each::each,
    judgement::Judgement,
    site::{Site, folders},
};
use crate::{
    audit::audit,
    compile::{Pinning, Verified},
    dockerfile::Dockerfile,
    error::Result,
    finding::{Finding, Severity},
    io::{Part, today},
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
    /// How findings are written.
    pub format: Format,
}

/// What was seen of one project.
struct Seen {
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
        .outcome(asked.format, context)
}

fn look(asked: &Check, context: Context<'_>) -> Result<Judgement> {
    let (folders, skipped) = folders(context.world, &asked.targets.paths)?;
    let today = today(context.world)?;
    let seen = each(&folders, context.world.threads(), |folder| {
        Site::open(context.world, folder, &asked.targets).and_then(|site| one(asked, &site, today, context))
    });
    let mut all = Judgement {
        thing: "project",
        skipped,
        ..Judgement::default()
    };
    for seen in seen {
        match seen {
            Ok(mut seen) => {
                all.judged += 1;
                all.findings.append(&mut seen.findings);
                all.appendix += &diffs(&seen.drifts, context.out);
            }
            Err(error) => all.errors.push(error),
        }
    }
    Ok(all)
}

fn one(asked: &Check, site: &Site<'_>, today: Date, context: Context<'_>) -> Result<Seen> {
    // Images without a digest are findings here, so they must not stop the compilation.
    let verified = site.compile(Pinning {
        locked: false,
        unpinned: true,
    })?;
    let drifts = drifts(context.world, site, &verified, &Part::ALL)?;
    let unpinned = age::unpinned(site, &verified);
    let flags: &[&str] = if unpinned.is_empty() { &[] } else { &["--unpinned"] };
    let mut findings: Vec<Finding> = drifts.iter().map(|d| d.finding(site, flags)).collect();
    let days = age::Days {
        today,
        within: asked.within,
        max_age: asked.max_age,
    };
    findings.extend(age::support(site, &verified, days)?);
    findings.extend(age::stale_pins(site, &verified, days));
    findings.extend(audited(site, &verified, today, unpinned.is_empty()));
    findings.extend(age::stale_packages(site, &verified, days));
    findings.extend(verified.loose().iter().cloned());
    findings.extend(unpinned);
    Finding::sort(&mut findings);
    Ok(Seen { drifts, findings })
}

/// What the auditor says today about what the compiler makes. Missing digests are left to the finding that points into app.toml.
fn audited(site: &Site<'_>, verified: &Verified, today: Date, pinned: bool) -> Vec<Finding> {
    let name = format!("{} (compiled)", site.name(Part::Dockerfile.name()));
    let file = Dockerfile::parse(Arc::new(Source::new(name, verified.dockerfile())));
    let mut policy = verified.policy().clone();
    policy.today = Some(today);
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
