//! The baseline of `audit` on the disk. Its files are named from its own folder on, so that it serves wherever the program is started.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::judgement::Judgement;
use crate::{
    error::{Error, Result},
    finding::Finding,
    io::{World, path_text, record},
    report::baseline::Baseline,
    source::Source,
};

/// A baseline that was read.
pub struct Known {
    source: Arc<Source>,
    baseline: Baseline,
    folder: PathBuf,
}

impl Known {
    /// Reads one.
    ///
    /// # Errors
    /// It cannot be read, or is none.
    pub fn read(world: &dyn World, file: &Path) -> Result<Self> {
        let read = world.read(file);
        let text = read.map_err(|error| error.hint("--baseline names it; write one with `hullwright audit --write-baseline FILE`"))?;
        let source = Arc::new(Source::new(path_text(file), text));
        Ok(Self {
            baseline: Baseline::read(&source)?,
            source,
            folder: folder_of(world, file)?,
        })
    }

    /// Writes one, and says what it holds. What is there already is written over only if it is a baseline.
    ///
    /// # Errors
    /// Something else is there, or it cannot be written.
    pub fn write(world: &dyn World, file: &Path, findings: &[Finding]) -> Result<String> {
        if world.kind(file)?.is_some() {
            let source = Source::new(path_text(file), world.read(file)?);
            Baseline::read(&source).map_err(|_| {
                Error::input(format!("{} is there already, and no baseline", path_text(file))).hint("name another file, or remove that one")
            })?;
        }
        let folder = folder_of(world, file)?;
        let baseline = Baseline::new(findings, |name| from(world, &folder, name));
        record(world, &folder.join(file.file_name().unwrap_or_default()), &baseline)?;
        Ok(match baseline.len() {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        })
    }

    /// Takes out of a judgement what the baseline knows. `judged` are the names of the files that were looked at.
    pub fn part(&self, world: &dyn World, all: &mut Judgement, judged: &[String]) {
        let path = |name: &str| from(world, &self.folder, name);
        let judged: BTreeSet<String> = judged.iter().map(|name| path(name)).collect();
        let gone = |file: &str| world.kind(&self.folder.join(file)).is_ok_and(|kind| kind.is_none());
        let looked_at = |file: &str| judged.contains(file) || (file != "<stdin>" && gone(file));
        let findings = std::mem::take(&mut all.findings);
        let fresh = self.baseline.part(findings, &self.source, path, looked_at);
        all.findings = fresh.findings;
        all.known = fresh.known;
    }
}

fn folder_of(world: &dyn World, file: &Path) -> Result<PathBuf> {
    match file.parent() {
        Some(folder) if folder != Path::new("") => world.resolve(folder),
        _ => world.resolve(Path::new(".")),
    }
}

/// The path of a file from a folder on; as it is when it lies elsewhere.
fn from(world: &dyn World, folder: &Path, name: &str) -> String {
    let path = Path::new(name);
    let parent = match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    };
    let absolute = world
        .resolve(parent)
        .map(|parent| parent.join(path.file_name().unwrap_or_default()));
    match absolute.as_deref().map(|path| path.strip_prefix(folder)) {
        Ok(Ok(inside)) => inside.to_string_lossy().into_owned(),
        _ => name.to_owned(),
    }
}
