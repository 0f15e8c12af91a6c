//! A project on the disk: its `app.toml`, its lock, its folder, and the presets and templates that it is compiled with.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Targets,
    files::{self, Search, typed},
};
use crate::{
    compile::{self, Inputs, Library, Pinning, Verified},
    error::{Error, Result},
    io::{DiskProject, Kind, Part, World, inside, path_text},
    source::Source,
};

/// The name of what we compile.
const MANIFEST: &str = "app.toml";

/// Everything a compilation needs.
pub struct Site<'w> {
    /// The folder, as it was given.
    pub folder: PathBuf,
    /// `app.toml`.
    pub manifest: Arc<Source>,
    /// `app.lock`, if there is one.
    pub lock: Option<Arc<Source>>,
    /// Presets and templates.
    pub library: Library,
    templates: Option<PathBuf>,
    project: DiskProject<'w>,
}

/// The folders of all projects that are meant, each once, in order, and an error for each folder that could not be looked into.
///
/// # Errors
/// A path is not there, or no app.toml is under it.
pub fn folders(world: &dyn World, paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<Error>)> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let (mut folders, mut skipped) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path_text(path);
        if path.file_name().is_some_and(|n| n == MANIFEST) && world.kind(path)? != Some(Kind::Folder) {
            folders.push(parent(path));
            continue;
        }
        if world.kind(path)?.is_none() {
            return Err(Error::input(format!("{name} does not exist")).hint("name a folder with an app.toml, or the app.toml itself"));
        }
        if world.kind(&path.join(MANIFEST))?.is_some() {
            folders.push(path.clone());
            continue;
        }
        if world.kind(path)? == Some(Kind::File) {
            return Err(Error::input(format!("{name} is no app.toml")).hint("name a folder with an app.toml, or the app.toml itself"));
        }
        let found = files::under(
            world,
            path,
            Search {
                wanted: |name| name == MANIFEST,
                hidden: false,
                obey: true,
                telling: |_| true,
                tell: &|_| {},
            },
        )?;
        skipped.extend(found.errors);
        if found.files.is_empty() {
            let place = if name == "." { "here".to_owned() } else { format!("in {name}") };
            return Err(Error::input(format!("there is no app.toml {place} or in a folder below"))
                .hint("write one: three lines are enough, [app] with `name` and `language` (`hullwright presets` lists the languages)"));
        }
        folders.extend(found.files.iter().map(|f| parent(f)));
    }
    let mut seen = BTreeSet::new();
    folders.retain(|folder| seen.insert(folder.clone()));
    Ok((folders, skipped))
}

fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

impl<'w> Site<'w> {
    /// Reads what a compilation needs.
    ///
    /// # Errors
    /// A file cannot be read, or the templates cannot be used.
    pub fn open(world: &'w dyn World, folder: &Path, targets: &Targets) -> Result<Self> {
        let gone = || Error::input(format!("{} does not exist", path_text(&folder.join(MANIFEST))));
        let manifest = source(world, folder, MANIFEST)?.ok_or_else(gone)?;
        let lock = source(world, folder, Part::Lock.name())?;
        let places = compile::places(&manifest);
        let project = match &places.context {
            Some(context) => DiskProject::new(world, &above(world, folder, context)?)?,
            None => DiskProject::new(world, folder)?,
        };
        let library = library(world, places.templates, &project, targets.templates.as_deref())?;
        Ok(Self {
            templates: targets.templates.clone(),
            folder: folder.to_owned(),
            manifest,
            lock,
            library,
            project,
        })
    }

    /// What the compiler is given.
    pub fn inputs(&self, pinning: Pinning) -> Inputs<'_> {
        Inputs {
            manifest: &self.manifest,
            lock: self.lock.as_ref(),
            project: &self.project,
            library: &self.library,
            pinning,
        }
    }

    /// Compiles.
    ///
    /// # Errors
    /// Those of [`compile::compile`].
    pub fn compile(&self, pinning: Pinning) -> Result<Verified> {
        compile::compile(self.inputs(pinning))
    }

    /// The command line that generates it, with further flags.
    pub fn remedy(&self, flags: &[&str]) -> String {
        let mut line = "hullwright generate".to_owned();
        for flag in flags {
            line = format!("{line} {flag}");
        }
        if let Some(templates) = &self.templates {
            line = format!("{line} --templates {}", typed(templates));
        }
        format!("{line} {}", typed(&self.folder))
    }

    /// The name of a file of the folder, for messages.
    pub fn name(&self, file: &str) -> String {
        path_text(&self.folder.join(file))
    }
}

/// A file of a project's folder, if it is there.
///
/// # Errors
/// It leads out of the folder, or cannot be read.
pub fn source(world: &dyn World, folder: &Path, file: &str) -> Result<Option<Arc<Source>>> {
    let text = inside(world, folder, file)?.map(|path| world.read(&path)).transpose()?;
    Ok(text.map(|text| Arc::new(Source::new(path_text(&folder.join(file)), text))))
}

/// What is built in, under the files of a folder that the command line names.
///
/// # Errors
/// The folder or a file in it cannot be read, or holds nothing of use.
pub fn library_with(world: &dyn World, folder: Option<&Path>) -> Result<Library> {
    let library = Library::builtin();
    let Some(folder) = folder else {
        return Ok(library);
    };
    let mut files = BTreeMap::new();
    for entry in world.list(folder)? {
        let name = entry.name.to_str().unwrap_or_default();
        if entry.kind != Kind::Folder && is_library_file(name) {
            files.insert(name.to_owned(), world.read(&folder.join(name))?);
        }
    }
    library
        .with(files)
        .map_err(|error| unusable(&format!("the template folder {}", path_text(folder)), error))
}

/// A build context above a project's folder. It does not reach over the repository's top: nobody else's checkout has what lies there.
///
/// # Errors
/// It would, or there is no such folder.
fn above(world: &dyn World, folder: &Path, context: &str) -> Result<PathBuf> {
    let wrong = |why: String| {
        Error::input(format!("{}: the build context {context} {why}", path_text(&folder.join(MANIFEST))))
            .hint("[build] context is a folder above that of app.toml, at most the top of the repository")
    };
    let mut inside = world.resolve(folder)?;
    for _ in Path::new(context).components() {
        if world.kind(&inside.join(".git")).is_ok_and(|kind| kind.is_some()) {
            return Err(wrong(format!("reaches over the top of the repository, {}", path_text(&inside))));
        }
        if !inside.pop() {
            return Err(wrong("reaches over the top of the file system".to_owned()));
        }
    }
    Ok(folder.join(context))
}

/// The same, or what is built in under the templates that app.toml names.
fn library(world: &dyn World, named: Option<String>, project: &DiskProject<'_>, templates: Option<&Path>) -> Result<Library> {
    let library = library_with(world, templates)?;
    let Some(folder) = named.filter(|_| templates.is_none()) else {
        return Ok(library);
    };
    library
        .with(project_files(project, &folder))
        .map_err(|error| unusable(&format!("the template folder {folder}, which app.toml names,"), error))
}

fn unusable(folder: &str, mut error: Error) -> Error {
    error.message = format!("{folder} cannot be used: {}", error.message);
    error
}

fn project_files(project: &dyn compile::Project, folder: &str) -> BTreeMap<String, String> {
    let names = project
        .list(folder)
        .into_iter()
        .map(|(name, _)| name)
        .filter(|n| is_library_file(n));
    names
        .filter_map(|n| project.read(&format!("{folder}/{n}")).map(|text| (n, text)))
        .collect()
}

fn is_library_file(name: &str) -> bool {
    name.ends_with(".tera") || name.ends_with(".toml")
}
