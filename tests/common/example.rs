//! The apps in `examples/`, found by folder.

use std::{fs, path::PathBuf, sync::Arc};

use hullwright::{
    compile::{Inputs, Library, Pinning, Verified, compile},
    error::Error,
    source::Source,
};

use crate::disk::Disk;

/// One app.
pub struct Example {
    /// Its folder's name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// Its `app.toml`.
    pub manifest: Arc<Source>,
    lock: PathBuf,
}

impl Example {
    /// All of them, sorted by name. A folder without an `app.toml` is none (it may be another kind of example), and there are some.
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = folders().into_iter().filter_map(Self::open).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        assert!(!all.is_empty(), "no example was found");
        all
    }

    fn open(folder: PathBuf) -> Option<Self> {
        let text = fs::read_to_string(folder.join("app.toml")).ok()?;
        Some(Self {
            name: folder.file_name()?.to_str()?.to_owned(),
            manifest: Arc::new(Source::new("app.toml", text)),
            lock: folder.join("app.lock"),
            folder,
        })
    }

    /// The same with another lock.
    pub fn with_lock(mut self, lock: PathBuf) -> Self {
        self.lock = lock;
        self
    }

    /// Its committed lock.
    pub fn lock(&self) -> Option<Arc<Source>> {
        let text = fs::read_to_string(&self.lock).ok()?;
        Some(Arc::new(Source::new("app.lock", text)))
    }

    /// Compiles it.
    pub fn compile(&self, library: &Library, lock: Option<&Arc<Source>>, pinning: Pinning) -> Result<Verified, Error> {
        compile(Inputs {
            manifest: &self.manifest,
            lock,
            project: &Disk::new(&self.folder),
            library,
            pinning,
        })
    }

    /// Compiles it as it is committed, with what is built in.
    pub fn compiled(&self) -> Verified {
        self.compile(&Library::builtin(), self.lock().as_ref(), Pinning::default())
            .unwrap_or_else(|e| panic!("examples/{} does not compile: {}", self.name, told(&e)))
    }
}

/// The folders of `examples/`.
pub fn folders() -> Vec<PathBuf> {
    let examples = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples");
    let entries = fs::read_dir(examples).expect("examples/ is there");
    entries
        .map(|e| e.expect("examples/ can be read").path())
        .filter(|p| p.is_dir())
        .collect()
}

/// An error with its findings, for whoever mends a test.
pub fn told(error: &Error) -> String {
    let line = |f: &hullwright::finding::Finding| {
        let at = f.place.source.location(f.place.span.start);
        format!("\n  {}:{}:{}: {}: {}", f.place.source.name(), at.line, at.column, f.rule, f.message)
    };
    format!("{}{}", error.message, error.findings.iter().map(line).collect::<String>())
}
