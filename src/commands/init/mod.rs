//! `init`: looks at a project, asks what it cannot see, writes `app.toml`, and generates.

mod ask;
mod flags;
mod project;
mod show;

use std::path::PathBuf;

pub use flags::Init;

use super::{Context, Exit, Outcome};
use crate::{
    compile::{Library, survey},
    error::Error,
    io::{DiskProject, Kind, path_text},
};
use ask::Stop;
use project::Found;

/// Runs it.
pub fn init(asked: &Init, context: Context<'_>) -> Outcome {
    match places(asked, context).and_then(|folders| all(asked, &folders, context)) {
        Ok(outcome) => outcome,
        Err(Stop::Failed(error)) => Outcome::failed(&error, context),
        Err(Stop::Left) => Outcome {
            // The question that was left stands on a line of its own.
            stderr: "\nnothing was written\n".to_owned(),
            code: Exit::Failed,
            ..Outcome::default()
        },
    }
}

/// The folders that get an app.toml: the one that was named, or the services below it when it is no project itself.
fn places(asked: &Init, context: Context<'_>) -> Result<Vec<PathBuf>, Stop> {
    let folder = asked.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let name = path_text(&folder);
    match context.world.kind(&folder)? {
        None => {
            return Err(Error::input(format!("{name} does not exist"))
                .hint("name the folder of a project")
                .into());
        }
        Some(Kind::File) => {
            return Err(Error::input(format!("{name} is a file"))
                .hint("name the folder of a project")
                .into());
        }
        Some(_) => {}
    }
    if context.world.kind(&folder.join("app.toml"))?.is_some() {
        return Err(Error::input(format!("{} is there already", path_text(&folder.join("app.toml"))))
            .hint("to compile it, run `hullwright generate`")
            .hint("to begin anew, move it away first; `init` never overwrites it")
            .into());
    }
    let library = Library::builtin();
    let project = DiskProject::new(context.world, &folder)?;
    if asked.language.is_some() || survey::candidates(&library, &project)?.iter().any(|c| c.certain) {
        return Ok(vec![folder]);
    }
    let services = survey::services(&library, &project)?;
    if services.is_empty() {
        return Ok(vec![folder]);
    }
    let lines: Vec<String> = services
        .iter()
        .map(|(path, c)| format!("{path}: {}, because of {}", c.title, c.seen))
        .collect();
    let chosen: Vec<usize> = if asked.yes {
        (0..services.len()).collect()
    } else if asked.terminal {
        ask::services(&lines)?
    } else {
        return Err(show::no_terminal(&format!("there are {} services below {name}", services.len()), &lines).into());
    };
    let fresh = |path: &PathBuf| context.world.kind(&path.join("app.toml")).is_ok_and(|k| k.is_none());
    let all = chosen.into_iter().map(|at| folder.join(&services[at].0));
    Ok(all.filter(fresh).collect())
}

fn all(asked: &Init, folders: &[PathBuf], context: Context<'_>) -> Result<Outcome, Stop> {
    if folders.is_empty() {
        return Ok(Outcome {
            stderr: "every service has an app.toml already; run `hullwright generate`\n".to_owned(),
            ..Outcome::default()
        });
    }
    let mut outcome = Outcome::default();
    for folder in folders {
        let found = Found::new(asked, folder, context)?;
        let one = match found.settled(asked, context) {
            Ok(one) => one,
            // One service that cannot be settled must not keep the others from it.
            Err(Stop::Failed(error)) if folders.len() > 1 => Outcome::failed(&error, context),
            Err(stop) => return Err(stop),
        };
        outcome.stdout.push_str(&one.stdout);
        outcome.stderr.push_str(&one.stderr);
        outcome = outcome.at_least(one.code);
    }
    Ok(outcome)
}
