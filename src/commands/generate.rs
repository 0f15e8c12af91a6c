//! `generate`: `app.toml` and `app.lock` in, `Dockerfile` and `.dockerignore` out.

use super::{
    Context, Exit, Outcome, Targets,
    drift::{Drift, drifts},
    site::{Site, folders},
};
use crate::{
    compile::{Pinning, Verified},
    error::{Error, Result},
    io::{Part, commit, path_text},
    parallel::each,
    report::{Paint, human},
};

/// What `generate` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Generate {
    /// The projects.
    pub targets: Targets,
    /// Only print the Dockerfile.
    pub stdout: bool,
    /// `app.lock` must cover app.toml already.
    pub locked: bool,
    /// Write over what a person wrote.
    pub force: bool,
    /// Let images pass whose digest is not known.
    pub unpinned: bool,
}

/// Runs it.
pub fn generate(asked: &Generate, context: Context<'_>) -> Outcome {
    let (folders, skipped) = match folders(context.world, &asked.targets.paths) {
        Ok(found) => found,
        Err(error) => return Outcome::failed(&error, context),
    };
    if asked.stdout && folders.len() > 1 {
        let error = Error::input(format!(
            "--stdout prints one Dockerfile, and there are {} projects here",
            folders.len()
        ));
        return Outcome::failed(&error.hint("name the one that is meant"), context);
    }
    let several = folders.len() > 1;
    let outcomes = each(&folders, context.world.threads(), |folder| {
        let done = Site::open(context.world, folder, &asked.targets).and_then(|site| one(asked, &site, several, context));
        done.unwrap_or_else(|error| Outcome::failed(&error, context))
    });
    let mut all = Outcome {
        stderr: skipped.iter().map(|error| human::error(error, context.err)).collect(),
        ..Outcome::default()
    };
    for outcome in outcomes {
        if outcome.code == Exit::Failed && !all.stderr.is_empty() {
            all.stderr.push('\n');
        }
        all.stdout.push_str(&outcome.stdout);
        all.stderr.push_str(&outcome.stderr);
        all = all.at_least(outcome.code);
    }
    all
}

fn one(asked: &Generate, site: &Site<'_>, several: bool, context: Context<'_>) -> Result<Outcome> {
    let verified = site.compile(Pinning {
        locked: asked.locked,
        unpinned: asked.unpinned,
    })?;
    let mut outcome = Outcome {
        stderr: unpinned(&verified),
        ..Outcome::default()
    };
    if asked.stdout {
        verified.dockerfile().clone_into(&mut outcome.stdout);
        return Ok(outcome);
    }
    let mut parts = Part::made(&verified).to_vec();
    parts.retain(|part| !asked.locked || *part != Part::Lock);
    let drifts = drifts(context.world, &site.folder, &verified, &parts)?;
    let precious: Vec<&Drift> = drifts.iter().filter(|d| d.is_precious()).collect();
    if !asked.force && !precious.is_empty() {
        return Ok(refusal(&precious, site, context));
    }
    let drifted: Vec<Part> = drifts.iter().map(|d| d.part).collect();
    let written = commit(context.world, &site.folder, &verified, &drifted)?;
    let names: Vec<&str> = written.iter().map(|p| p.name()).collect();
    let said = if names.is_empty() {
        "unchanged".to_owned()
    } else {
        format!("wrote {}", names.join(", "))
    };
    let place = if several {
        format!("{}: ", path_text(&site.folder))
    } else {
        String::new()
    };
    outcome.stderr.push_str(&format!("{place}{said}\n"));
    Ok(outcome)
}

/// One line for each image that has no digest because the person insisted.
fn unpinned(verified: &Verified) -> String {
    let loose = verified.plan().images.values().filter(|image| !image.contains('@'));
    loose
        .map(|image| format!("warning: {image} is not pinned by a digest, and `hullwright check` will say so\n"))
        .collect()
}

/// Says what a person wrote, what would become of it, and the way out. Nothing was written.
fn refusal(precious: &[&Drift], site: &Site<'_>, context: Context<'_>) -> Outcome {
    let mut outcome = Outcome {
        code: Exit::Failed,
        ..Outcome::default()
    };
    for drift in precious {
        let error = Error::input(format!("{}, so it is not overwritten", drift.message()));
        outcome.stderr.push_str(&human::error(&error, context.err));
        outcome.stderr.push('\n');
        match context.err {
            Paint::Plain => outcome.stderr.push_str(drift.diff().plain()),
            Paint::Coloured => outcome.stderr.push_str(&drift.diff().coloured()),
        }
        outcome.stderr.push('\n');
    }
    let hints = [
        "what is worth keeping of it belongs into app.toml; nothing was written".to_owned(),
        format!("to replace it, run: {}", site.remedy(&["--force"])),
        "to only look at the new one, add --stdout".to_owned(),
    ];
    outcome.stderr.push_str(&human::hints(&hints, context.err));
    outcome
}
