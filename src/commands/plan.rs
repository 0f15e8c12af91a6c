//! `plan`: everything a template gets to see, as JSON.

use std::path::PathBuf;

use super::{Context, Outcome, Targets, site};
use crate::{
    compile::{self, Pinning},
    error::{Error, Result},
    report::json,
};

/// Runs it, for one project.
pub fn plan(targets: &Targets, context: Context<'_>) -> Outcome {
    text(targets, context).map_or_else(|error| Outcome::failed(&error, context), Outcome::data)
}

fn text(targets: &Targets, context: Context<'_>) -> Result<String> {
    let (folders, _) = site::folders(context.world, &targets.paths)?;
    let [folder]: [PathBuf; 1] = folders
        .try_into()
        .map_err(|all: Vec<PathBuf>| Error::input(format!("there are {} projects here", all.len())).hint("name the one that is meant"))?;
    let site = site::Site::open(context.world, &folder, targets)?;
    // A plan is looked at to find out what is wrong, so a missing digest must not be in the way.
    let plan = compile::plan(site.inputs(Pinning {
        locked: false,
        unpinned: true,
    }))?;
    Ok(json::text(&plan))
}
