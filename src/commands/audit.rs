//! `audit`: what the rules say about any Dockerfile.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Context, Format, Outcome, each::each, files, judgement::Judgement};
use crate::{
    audit::{self, Policy},
    compile,
    dockerfile::Dockerfile,
    error::{Error, Result},
    finding::Finding,
    io::{Kind, World, inside, path_text, today},
    source::Source,
};

/// What `audit` is asked for.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// Files, folders, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// How findings are written.
    pub format: Format,
}

/// Runs it.
pub fn audit(asked: &Audit, context: Context<'_>) -> Outcome {
    let mut all = Judgement {
        thing: "file",
        ..Judgement::default()
    };
    let files = dockerfiles(context.world, &asked.paths, &mut all);
    let policies = Policies::read(context.world, &files, &mut all.errors);
    for result in each(&files, context.world.threads(), |path| one(context.world, path, &policies)) {
        match result {
            Ok(mut found) => {
                all.judged += 1;
                all.findings.append(&mut found);
            }
            Err(error) => all.errors.push(error),
        }
    }
    all.outcome(asked.format, context)
}

/// The files that are meant, in the order of the arguments, each once.
pub(super) fn dockerfiles(world: &dyn World, paths: &[PathBuf], judgement: &mut Judgement) -> Vec<PathBuf> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut all = Vec::new();
    for path in paths {
        match find(world, path) {
            Ok(mut found) => {
                all.append(&mut found.files);
                judgement.skipped.append(&mut found.skipped);
            }
            Err(error) => judgement.errors.push(error),
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|path| seen.insert(path.clone()));
    all
}

fn find(world: &dyn World, path: &Path) -> Result<files::Found> {
    let folder = path != Path::new("-") && is_folder(world, path)?;
    if !folder {
        return Ok(files::Found {
            files: vec![path.to_owned()],
            skipped: Vec::new(),
        });
    }
    let found = files::under(world, path, is_dockerfile)?;
    if found.files.is_empty() {
        let name = path_text(path);
        let place = if name == "." { "here".to_owned() } else { format!("in {name}") };
        return Err(Error::input(format!("there is no Dockerfile {place} or in a folder below"))
            .hint("looked for Dockerfile, Containerfile, *.Dockerfile and Dockerfile.*; any other file can be named itself"));
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

/// The usual names; the ignore file that goes with one of them is none.
fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let known = ["dockerfile", "containerfile"];
    let first = name.split('.').next().unwrap_or_default();
    let last = name.rsplit('.').next().unwrap_or_default();
    last != "dockerignore" && (known.contains(&first) || known.contains(&last))
}

fn one(world: &dyn World, path: &Path, policies: &Policies) -> Result<Vec<Finding>> {
    let source = if path == Path::new("-") {
        Source::new("<stdin>", world.stdin()?)
    } else {
        Source::new(path_text(path), world.read(path)?)
    };
    let file = Dockerfile::parse(Arc::new(source));
    Ok(audit::audit(&file, policies.of(path)))
}

/// The policy of each folder.
pub(super) struct Policies {
    folders: BTreeMap<PathBuf, Policy>,
    default: Policy,
}

impl Policies {
    /// Reads the policies beside these files. A file beside a policy that cannot be read is judged by the default one, and the error is told.
    pub(super) fn read(world: &dyn World, files: &[PathBuf], errors: &mut Vec<Error>) -> Self {
        let mut policies = Self {
            folders: BTreeMap::new(),
            default: Policy::default(),
        };
        let today = match today(world) {
            Ok(today) => Some(today),
            Err(error) => {
                errors.push(error);
                None
            }
        };
        policies.default.today = today;
        for folder in files.iter().filter_map(|f| f.parent()) {
            if policies.folders.contains_key(folder) {
                continue;
            }
            let policy = policy(world, folder).unwrap_or_else(|error| {
                errors.push(error);
                None
            });
            let policy = policy.map_or_else(|| policies.default.clone(), |policy| Policy { today, ..policy });
            policies.folders.insert(folder.to_owned(), policy);
        }
        policies
    }

    pub(super) fn of(&self, path: &Path) -> &Policy {
        let folder = path.parent().filter(|_| path != Path::new("-"));
        folder.and_then(|f| self.folders.get(f)).unwrap_or(&self.default)
    }
}

/// The policy in an app.toml, if there is one. Other tools use that name too, so a file that says nothing of policies is left alone.
fn policy(world: &dyn World, folder: &Path) -> Result<Option<Policy>> {
    const MANIFEST: &str = "app.toml";
    let here = if folder == Path::new("") { Path::new(".") } else { folder };
    let Some(path) = inside(world, here, MANIFEST)? else {
        return Ok(None);
    };
    let text = world.read(&path)?;
    if !text.contains("policy") {
        return Ok(None);
    }
    let name = path_text(&folder.join(MANIFEST));
    compile::policy_of(&Arc::new(Source::new(name, text))).map(Some)
}
