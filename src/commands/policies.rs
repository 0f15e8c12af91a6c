//! The policy that holds for a file: `hullwright.toml` and the `[policy]` of `app.toml`, from the file's folder up to the repository's.
//!
//! The search ends at the first folder that holds a `.git`, else at the root of the disk. The nearer file wins key by key, and in one
//! folder `app.toml` goes before `hullwright.toml`; waivers, trusted front ends and required labels of all files add up.

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;

use crate::{
    audit::Policy,
    compile,
    error::{Error, Result},
    finding::Finding,
    io::{World, inside, path_text, today},
    source::Source,
};

/// The name of the file that is about nothing but policy.
const POLICY_FILE: &str = "hullwright.toml";
const MANIFEST: &str = "app.toml";
const REPOSITORY: &str = ".git";

/// Whether what bears this name in a folder may say something of policies. In any case: there are disks that do not mind it.
pub fn may_speak(name: &OsStr) -> bool {
    [POLICY_FILE, MANIFEST, REPOSITORY]
        .iter()
        .any(|said| name.eq_ignore_ascii_case(said))
}

/// What one folder says.
struct Said {
    /// In `app.toml`; none as long as nobody asked.
    app: Option<Option<Policy>>,
    /// In `hullwright.toml`.
    file: Option<Policy>,
    /// Whether nothing above it counts.
    top: bool,
}

/// The policies of folders.
pub struct Policies<'w> {
    world: &'w dyn World,
    today: Option<Date>,
    /// Where the program was started, if that can be known: messages name files from there.
    here: Option<PathBuf>,
    /// By the folder's path; as a text, since comparing paths part by part took longer than reading the files.
    said: BTreeMap<OsString, Said>,
    settled: BTreeMap<OsString, Arc<Policy>>,
    /// Folders that are known to say nothing.
    silent: BTreeSet<OsString>,
    /// The policy of a file whose folder cannot be known.
    default: Arc<Policy>,
    /// What could not be read; what it says is missing in the policies.
    pub errors: Vec<Error>,
}

impl<'w> Policies<'w> {
    /// None is read yet.
    pub fn new(world: &'w dyn World) -> Self {
        let mut errors = Vec::new();
        let today = today(world).map_err(|error| errors.push(error)).ok();
        Self {
            world,
            today,
            here: world.resolve(Path::new(".")).ok(),
            said: BTreeMap::new(),
            settled: BTreeMap::new(),
            silent: BTreeSet::new(),
            default: Arc::new(Policy {
                today,
                ..Policy::default()
            }),
            errors,
        }
    }

    /// Notes a folder in which nothing of a name lies that [`may_speak`], and which is no link: its policy is that of the folder around
    /// it, and the disk need not be asked. In a tree of many folders asking took a quarter of the time.
    pub fn note_silent(&mut self, folder: &Path) {
        self.silent.insert(folder.as_os_str().to_owned());
    }

    /// The policy of the files in a folder.
    pub fn of(&mut self, folder: &Path) -> Arc<Policy> {
        let mut folder = folder;
        while let Some(around) = folder.parent().filter(|_| self.silent.contains(folder.as_os_str())) {
            folder = around;
        }
        if let Some(known) = self.settled.get(folder.as_os_str()) {
            return Arc::clone(known);
        }
        let here = if folder == Path::new("") { Path::new(".") } else { folder };
        let policy = match self.world.resolve(here) {
            Ok(absolute) => Arc::new(self.settle(&absolute, true)),
            // The file itself will be said not to be there.
            Err(_) => Arc::clone(&self.default),
        };
        self.settled.insert(folder.as_os_str().to_owned(), Arc::clone(&policy));
        policy
    }

    /// What the folders above a project say to it; the project's own `app.toml` is the compiler's business.
    pub fn around(&mut self, folder: &Path) -> Policy {
        match self.world.resolve(folder) {
            Ok(absolute) => self.settle(&absolute, false),
            Err(_) => Policy::clone(&self.default),
        }
    }

    /// The waivers that have ended in all policies that were read.
    pub fn ended(&self) -> Vec<Finding> {
        let said = self.said.values();
        let all = said.flat_map(|said| said.app.iter().flatten().chain(&said.file));
        let today = self.today;
        all.flat_map(|policy| Policy { today, ..policy.clone() }.ended()).collect()
    }

    fn settle(&mut self, folder: &Path, own_manifest: bool) -> Policy {
        let mut policy = Policy {
            today: self.today,
            ..Policy::default()
        };
        for (at, folder) in folder.ancestors().enumerate() {
            let mut said = match self.said.remove(folder.as_os_str()) {
                Some(known) => known,
                None => Said {
                    app: None,
                    file: self.read(folder, POLICY_FILE),
                    top: self.world.kind(&folder.join(REPOSITORY)).is_ok_and(|kind| kind.is_some()),
                },
            };
            if own_manifest || at > 0 {
                let app = said.app.get_or_insert_with(|| self.read(folder, MANIFEST));
                policy = app.iter().fold(policy, |policy, outer| policy.within(outer));
            }
            policy = said.file.iter().fold(policy, |policy, outer| policy.within(outer));
            let top = said.top;
            self.said.insert(folder.as_os_str().to_owned(), said);
            if top {
                break;
            }
        }
        policy
    }

    /// What a file says; what is wrong with it is kept for later.
    fn read(&mut self, folder: &Path, name: &str) -> Option<Policy> {
        self.try_read(folder, name).unwrap_or_else(|error| {
            self.errors.push(error);
            None
        })
    }

    /// Other tools use the name `app.toml`, too, so one that says nothing of policies is left alone.
    fn try_read(&self, folder: &Path, name: &str) -> Result<Option<Policy>> {
        let Some(path) = inside(self.world, folder, name)? else {
            return Ok(None);
        };
        let text = self.world.read(&path)?;
        if name == MANIFEST && !text.contains("policy") {
            return Ok(None);
        }
        let source = Arc::new(Source::new(path_text(&self.as_typed(&folder.join(name))), text));
        let read = if name == MANIFEST { compile::of_app } else { compile::of_file };
        read(&source).map(Some)
    }

    /// A path as it would be typed where the program was started, unless that has nothing in common with it.
    fn as_typed(&self, path: &Path) -> PathBuf {
        let mut up = PathBuf::new();
        let folders = self.here.iter().flat_map(|here| here.ancestors());
        for folder in folders.filter(|folder| folder.parent().is_some()) {
            if let Ok(rest) = path.strip_prefix(folder) {
                return up.join(rest);
            }
            up.push("..");
        }
        path.to_owned()
    }
}
