//! `lock`: fills `app.lock` with the digest of every image that app.toml needs, and writes nothing else.

mod change;
mod project;

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Context, Exit, Format, Outcome, Targets,
    online::{self, Answers, Network},
    site::folders,
};
use crate::{
    compile::Registries,
    error::{Error, Result},
    finding::{Finding, Severity},
    io::{
        archive::Archives,
        path_text,
        registry::{Failed, listed},
        today,
    },
    parallel::each,
    report::{Count, human, json},
    value::ImageRef,
};
use project::{Done, Problem, Project, Tell};
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
        _ => Outcome {
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
    let archives = asked.network.map(|_| Archives::default());
    // What several projects need is asked for once.
    let wanted: BTreeSet<_> = projects.iter().flatten().flat_map(Project::wanted).cloned().collect();
    let answers = match asked.network {
        Some(network) => online::ask(context, &user, network, wanted)?,
        None => Answers::new(),
    };
    let finish = |project: Result<Project<'_>>| match project {
        Ok(project) => {
            let archives = archives.as_ref();
            project.finish(&answers, asked, Tell { world, today, archives })
        }
        Err(error) => Err(vec![Problem::Other(error)]),
    };
    let results = projects.into_iter().map(finish).collect();
    let paths = folders.iter().map(|f| path_text(f)).collect();
    Ok(told(asked, context, paths, skipped, results))
}

/// What could not be done, project by project.
type Problems = Vec<(String, Vec<Problem>)>;

/// The same as errors: what failed for many is said once. Each says whose lock stays as it was.
fn errors(problems: Problems, several: bool) -> Vec<Error> {
    let paths: Vec<String> = problems.iter().map(|(path, _)| path.clone()).collect();
    let (mut registry, mut errors) = (Vec::new(), Vec::new());
    for problem in problems.into_iter().flat_map(|(_, problems)| problems) {
        match problem {
            Problem::Registry(failed) => registry.push(*failed),
            Problem::Other(error) => errors.push(error),
        }
    }
    errors.extend(Failed::errors(&registry));
    if let Some(last) = errors.last_mut() {
        let kept = "app.lock was not changed";
        last.hints.push(if several {
            format!("{kept} in {}", listed(&paths))
        } else {
            kept.to_owned()
        });
    }
    errors
}

fn told(
    asked: &Lock,
    context: Context<'_>,
    paths: Vec<String>,
    skipped: Vec<Error>,
    results: Vec<std::result::Result<Done, Vec<Problem>>>,
) -> Outcome {
    let several = paths.len() > 1;
    let mut outcome = Outcome {
        stderr: skipped.iter().map(|error| human::error(error, context.err)).collect(),
        ..Outcome::default()
    };
    let (mut done, mut findings, mut problems) = (Vec::new(), Vec::<Finding>::new(), Problems::new());
    for (path, result) in paths.into_iter().zip(results) {
        match result {
            Ok(one) => {
                let place = if several { format!("{path}: ") } else { String::new() };
                outcome.stderr.push_str(&format!("{place}{}\n", one.text()));
                findings.extend(one.findings.iter().cloned());
                done.push((path, one));
            }
            Err(found) => problems.push((path, found)),
        }
    }
    let errors = errors(problems, several);
    let told: Vec<String> = errors.iter().map(|error| human::error(error, context.err)).collect();
    if !told.is_empty() && !outcome.stderr.is_empty() {
        outcome.stderr.push('\n');
    }
    outcome.stderr.push_str(&told.join("\n"));
    if Count::of(&findings).from(Severity::Warning) > 0 {
        outcome = outcome.at_least(Exit::Findings);
    }
    if !errors.is_empty() {
        outcome = outcome.at_least(Exit::Failed);
    }
    outcome.stdout = match asked.format {
        Format::Human => human::findings(&findings, context.out),
        _ => {
            let projects = done.iter().map(|(path, done)| Entry { path: path.clone(), done }).collect();
            json::report_with(&Projects { projects }, &findings, &errors, done.len())
        }
    };
    outcome
}
