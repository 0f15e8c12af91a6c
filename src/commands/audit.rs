//! `audit`: what the rules say about any Dockerfile.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Context, Outcome, Output, Step,
    baseline::Known,
    each::each,
    files::{self, Search},
    judgement::Judgement,
    policies::{self, Policies},
};
use crate::{
    audit::{self, Policy},
    dockerfile::Dockerfile,
    error::{Error, Result},
    finding::Finding,
    io::{Kind, World, path_text},
    source::Source,
    value::shown,
};

/// What `audit` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Files, folders, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// Also what git ignores.
    pub all: bool,
    /// The stage that is shipped, if it is not the last one.
    pub target: Option<String>,
    /// Findings that this file holds do not count.
    pub baseline: Option<PathBuf>,
    /// Writes such a file.
    pub write_baseline: Option<PathBuf>,
    /// How findings are written.
    pub output: Output,
}

/// A file and the policy that holds for it.
struct Task {
    path: PathBuf,
    policy: Arc<Policy>,
}

/// Runs it.
pub fn audit(asked: &Audit, context: Context<'_>) -> Outcome {
    let mut all = Judgement {
        thing: "file",
        ..Judgement::default()
    };
    let found = dockerfiles(&asked.paths, asked.all, context, &mut all);
    let mut policies = Policies::new(context.world).with_silent(found.silent);
    let tasks: Vec<Task> = found.files.into_iter().map(|path| task(path, &mut policies)).collect();
    let done = AtomicUsize::new(0);
    let results = each(&tasks, context.world.threads(), |task| {
        let result = one(context.world, task, asked.target.as_deref());
        (context.tell)(Step::Done(done.fetch_add(1, Ordering::Relaxed) + 1, tasks.len()));
        result
    });
    all.findings = policies.ended();
    all.errors.append(&mut policies.errors);
    let mut judged = Vec::new();
    for (result, task) in results.into_iter().zip(&tasks) {
        match result {
            Ok(mut found) => {
                judged.push(name(&task.path));
                all.findings.append(&mut found);
            }
            Err(error) => all.errors.push(error),
        }
    }
    all.judged = judged.len();
    if let Some(file) = &asked.write_baseline {
        return written(file, all, asked.output, context);
    }
    if let Some(file) = &asked.baseline {
        match Known::read(context.world, file) {
            Ok(known) => known.part(context.world, &mut all, &judged),
            Err(error) => all.errors.push(error),
        }
    }
    all.outcome(asked.output, context)
}

/// Writes a baseline; not when something could not be judged, for then it would lack what is there.
fn written(file: &Path, mut all: Judgement, output: Output, context: Context<'_>) -> Outcome {
    if !all.errors.is_empty() {
        all.findings.clear();
        let error = Error::input(format!("{} was not written: not everything could be judged", path_text(file)));
        all.errors.push(error);
        return all.outcome(output, context);
    }
    match Known::write(context.world, file, &all.findings) {
        Ok(count) => Outcome {
            stderr: format!("wrote {count} to {}\n", path_text(file)),
            ..Outcome::default()
        },
        Err(error) => Outcome::failed(&error, context),
    }
}

/// The policy of standard input is that of a file in this folder.
fn task(path: PathBuf, policies: &mut Policies<'_>) -> Task {
    let policy = policies.of(path.parent().unwrap_or(Path::new("")));
    Task { path, policy }
}

/// The files that are meant, in the order of the arguments, each once; with those that git ignores if they are wanted.
pub(super) fn dockerfiles(paths: &[PathBuf], ignored: bool, context: Context<'_>, judgement: &mut Judgement) -> files::Found {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let search = Search {
        wanted: files::is_dockerfile,
        hidden: true,
        obey: !ignored,
        telling: policies::may_speak,
        tell: context.tell,
    };
    let mut all = files::Found::default();
    for path in paths {
        match find(context.world, path, search) {
            Ok(mut found) => {
                all.files.append(&mut found.files);
                all.silent.append(&mut found.silent);
                judgement.errors.append(&mut found.errors);
            }
            Err(error) => judgement.errors.push(error),
        }
    }
    // under one path nothing is found twice
    if paths.len() > 1 {
        let mut seen = BTreeSet::new();
        all.files.retain(|path| seen.insert(path.clone()));
    }
    all
}

fn find(world: &dyn World, path: &Path, search: Search<'_>) -> Result<files::Found> {
    let folder = path != Path::new("-") && is_folder(world, path)?;
    if !folder {
        return Ok(files::Found {
            files: vec![path.to_owned()],
            ..files::Found::default()
        });
    }
    let found = files::under(world, path, search)?;
    if found.files.is_empty() && found.errors.is_empty() {
        let name = path_text(path);
        let place = if name == "." { "here".to_owned() } else { format!("in {name}") };
        let error = Error::input(format!("there is no Dockerfile {place} or in a folder below"))
            .hint("looked for Dockerfile, Containerfile, *.Dockerfile and Dockerfile.*; any other file can be named itself");
        let other = search.obey && !files::under(world, path, Search { obey: false, ..search })?.files.is_empty();
        return Err(if other {
            error.hint("there is one that git ignores: --all judges it, too")
        } else {
            error
        });
    }
    Ok(found)
}

/// Whether a path that a person named is a folder; links are followed.
fn is_folder(world: &dyn World, path: &Path) -> Result<bool> {
    match world.kind(path)? {
        None => Err(Error::input(format!("{} does not exist", path_text(path)))),
        Some(Kind::Folder) => Ok(true),
        Some(Kind::Link) => Ok(world.kind(&world.resolve(path)?)? == Some(Kind::Folder)),
        Some(Kind::File | Kind::Other) => Ok(false),
    }
}

/// What messages call a file.
fn name(path: &Path) -> String {
    if path == Path::new("-") {
        "<stdin>".to_owned()
    } else {
        path_text(path)
    }
}

fn one(world: &dyn World, task: &Task, target: Option<&str>) -> Result<Vec<Finding>> {
    let text = if task.path == Path::new("-") {
        world.stdin()?
    } else {
        world.read(&task.path)?
    };
    let mut file = Dockerfile::parse(Arc::new(Source::new(name(&task.path), text)));
    if let Some(target) = target.filter(|target| !file.set_target(target)) {
        let named: Vec<&str> = file.stages.iter().filter_map(|s| Some(s.name.as_ref()?.value.as_str())).collect();
        let error = Error::input(format!("{} has no stage `{}`", name(&task.path), shown(target)));
        return Err(match named.as_slice() {
            [] => error.hint("none of its stages has a name: number them from 0, or write `FROM … AS name`"),
            names => error.hint(format!("its stages are {}", shown(&names.join(", ")))),
        });
    }
    Ok(audit::audit(&file, &task.policy))
}
