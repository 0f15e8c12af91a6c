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
    files::{self, Met, Search},
    judgement::Judgement,
    policies::{self, Policies},
};
use crate::{
    audit::{self, Policy},
    dockerfile::Dockerfile,
    error::{Error, Result},
    finding::Finding,
    io::{Kind, World, path_text},
    parallel::{LONG, each_found, give_back},
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
    let mut policies = Policies::new(context.world);
    // Files are judged while others are still looked for; how many there are is known once that has ended.
    let (done, total) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let find = |give: &mut dyn FnMut(Task)| {
        let mut count = 0;
        dockerfiles(&asked.paths, asked.all, context, &mut all.errors, &mut |met| match met {
            Met::Silent(folder) => policies.note_silent(folder),
            Met::File(path) => {
                count += 1;
                give(task(path, &mut policies));
            }
        });
        total.store(count, Ordering::Relaxed);
    };
    let ((), results) = each_found(context.world.threads(), find, |task| {
        let result = one(context.world, task, asked.target.as_deref());
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        match total.load(Ordering::Relaxed) {
            0 => {}
            total => (context.tell)(Step::Done(done, total)),
        }
        result
    });
    all.findings = policies.ended();
    all.errors.append(&mut policies.errors);
    let mut judged = Vec::new();
    for (task, result) in results {
        match result {
            Ok(mut found) => {
                judged.push(name(&task.path));
                // a single file may have a hundred thousand
                if all.findings.is_empty() {
                    all.findings = found;
                } else {
                    all.findings.append(&mut found);
                }
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

/// Meets the files that are meant, in the order of the arguments, each once; with those that git ignores if they are wanted.
pub(super) fn dockerfiles(paths: &[PathBuf], ignored: bool, context: Context<'_>, errors: &mut Vec<Error>, meet: &mut dyn FnMut(Met<'_>)) {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let search = Search {
        wanted: files::is_dockerfile,
        hidden: true,
        obey: !ignored,
        telling: policies::may_speak,
        tell: context.tell,
    };
    // under one path nothing is found twice
    let mut seen = (paths.len() > 1).then(BTreeSet::new);
    for path in paths {
        let found = find(context.world, path, search, &mut |met| {
            let is_new = match (&met, &mut seen) {
                (Met::File(path), Some(seen)) => seen.insert(path.clone()),
                _ => true,
            };
            if is_new {
                meet(met);
            }
        });
        match found {
            Ok(mut some) => errors.append(&mut some),
            Err(error) => errors.push(error),
        }
    }
}

/// Meets what is under one path. Yields what could not be read.
fn find(world: &dyn World, path: &Path, search: Search<'_>, meet: &mut dyn FnMut(Met<'_>)) -> Result<Vec<Error>> {
    let folder = path != Path::new("-") && is_folder(world, path)?;
    if !folder {
        meet(Met::File(path.to_owned()));
        return Ok(Vec::new());
    }
    let mut any = false;
    let errors = files::walk(world, path, search, &mut |met| {
        any |= matches!(met, Met::File(_));
        meet(met);
    })?;
    if !any && errors.is_empty() {
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
    Ok(errors)
}

/// Whether a path that a person named is a folder; links are followed.
fn is_folder(world: &dyn World, path: &Path) -> Result<bool> {
    match world.kind(path)? {
        None => Err(Error::input(format!("{} does not exist", path_text(path)))),
        Some(Kind::Folder) => Ok(true),
        // A pipe that a shell opened is a link to nowhere, and can be read all the same.
        Some(Kind::Link) => match world.resolve(path) {
            Ok(target) => Ok(world.kind(&target)? == Some(Kind::Folder)),
            Err(_) => Ok(false),
        },
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
    let found = audit::audit(&file, &task.policy);
    if file.source.text().len() >= LONG {
        give_back(file);
    }
    Ok(found)
}
