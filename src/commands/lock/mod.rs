//! `lock`: fills `app.lock` with the digest of every image that app.toml needs, and writes nothing else.

mod change;
mod project;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Context, Exit, Format, Outcome, Targets,
    each::each,
    online::{self, Answers, Network},
    site::folders,
};
use crate::{
    compile::Registries,
    error::{Error, Result},
    finding::Finding,
    io::{path_text, today},
    report::{Count, human, json},
    value::ImageRef,
};
use project::{Done, Project, Tell};
pub use project::{dropped_platforms, vanished_tag};

/// What `lock` is asked for.
pub struct Lock {
    /// The projects.
    pub targets: Targets,
    /// How registries are asked for what the lock does not hold; none when only what is shipped counts.
    pub network: Option<Network>,
    /// What is asked for anew although the lock holds it.
    pub renew: Renew,
    /// How the result is written.
    pub format: Format,
}

/// What is asked for anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Renew {
    /// Nothing.
    Nothing,
    /// Every image.
    All,
    /// The images of this name, short or full, with or without a tag.
    Named(String),
}

impl Renew {
    fn takes(&self, image: &ImageRef) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Named(name) => [image.name(), image.canonical_name(), image.unpinned().to_string()].contains(name),
        }
    }
}

/// What programs read besides findings and errors.
#[derive(Serialize)]
struct Projects<'a> {
    projects: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: String,
    #[serde(flatten)]
    done: &'a Done,
}

/// Runs it.
pub fn lock(asked: &Lock, context: Context<'_>) -> Outcome {
    run(asked, context).unwrap_or_else(|error| match asked.format {
        Format::Human => Outcome::failed(&error, context),
        Format::Json => Outcome {
            stdout: json::report_with(&Projects { projects: Vec::new() }, &[], std::slice::from_ref(&error), 0),
            ..Outcome::failed(&error, context)
        },
    })
}

fn run(asked: &Lock, context: Context<'_>) -> Result<Outcome> {
    let world = context.world;
    let (folders, skipped) = folders(world, &asked.targets.paths)?;
    let today = today(world)?;
    let user = match asked.network {
        Some(_) => online::user(world)?,
        None => Registries::default(),
    };
    let projects: Vec<Result<Project<'_>>> = each(&folders, world.threads(), |folder| Project::open(world, folder, asked, &user));
    // What several projects need is asked for once.
    let wanted: BTreeSet<_> = projects.iter().flatten().flat_map(Project::wanted).cloned().collect();
    let answers = match asked.network {
        Some(network) => online::ask(world, &user, network, wanted)?,
        None => Answers::new(),
    };
    let finish = |project: Result<Project<'_>>| match project {
        Ok(project) => project.finish(&answers, asked, Tell { world, today }),
        Err(error) => Err(vec![error]),
    };
    let results = projects.into_iter().map(finish).collect();
    let paths = folders.iter().map(|f| path_text(f)).collect();
    Ok(told(asked, context, paths, skipped, results))
}

fn told(
    asked: &Lock,
    context: Context<'_>,
    paths: Vec<String>,
    skipped: Vec<String>,
    results: Vec<std::result::Result<Done, Vec<Error>>>,
) -> Outcome {
    let several = paths.len() > 1;
    let mut outcome = Outcome {
        stderr: skipped.iter().map(|line| format!("{line}\n")).collect(),
        ..Outcome::default()
    };
    let (mut done, mut findings, mut errors) = (Vec::new(), Vec::<Finding>::new(), Vec::new());
    for (path, result) in paths.into_iter().zip(results) {
        match result {
            Ok(one) => {
                let place = if several { format!("{path}: ") } else { String::new() };
                outcome.stderr.push_str(&format!("{place}{}\n", one.text()));
                findings.extend(one.findings.iter().cloned());
                done.push((path, one));
            }
            Err(found) => {
                outcome.stderr.extend(found.iter().map(|error| human::error(error, context.err)));
                errors.extend(found);
            }
        }
    }
    let count = Count::of(&findings);
    if count.fails() {
        outcome = outcome.at_least(Exit::Findings);
    }
    if !errors.is_empty() {
        outcome = outcome.at_least(Exit::Failed);
    }
    outcome.stdout = match asked.format {
        Format::Human => human::findings(&findings, context.out),
        Format::Json => {
            let projects = done.iter().map(|(path, done)| Entry { path: path.clone(), done }).collect();
            json::report_with(&Projects { projects }, &findings, &errors, done.len())
        }
    };
    outcome
}
