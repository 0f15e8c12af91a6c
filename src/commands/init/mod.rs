//! `init`: looks at a project, asks what it cannot see, writes `app.toml`, and generates.

mod ask;
mod flags;
mod language;
mod lifted;
mod member;
mod project;
mod show;
mod workspace;
mod written;

use std::path::{Path, PathBuf};

pub use flags::Init;

use super::{Context, Exit, Outcome};
use crate::{
    compile::{Library, Verified, lift::Account, survey},
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
    let beside = asked.from.as_deref().and_then(Path::parent).filter(|p| *p != Path::new(""));
    let folder = asked
        .folder
        .clone()
        .or(beside.map(Path::to_owned))
        .unwrap_or_else(|| PathBuf::from("."));
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
    if asked.from.is_some() {
        return Ok(vec![folder]);
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

/// What a Dockerfile would be compiled to if it were lifted, what became of its parts, and its text; nothing is written.
///
/// # Errors
/// It cannot be read, or something that is needed is not in it or beside it.
pub fn in_memory(file: &Path, context: Context<'_>) -> Result<(Verified, Vec<Account>, String), Error> {
    let folder = file.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new("."));
    let asked = Init {
        from: Some(file.to_owned()),
        yes: true,
        ..Init::default()
    };
    let found = Found::new(&asked, folder, context).map_err(|stop| match stop {
        Stop::Failed(error) => error,
        Stop::Left => Error::bug("a question was asked"),
    })?;
    let (verified, lifted) = found.compiled().map_err(show::with_flags)?;
    Ok((verified, lifted.accounts, lifted.text))
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
