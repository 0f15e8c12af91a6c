//! Who we are to a registry: what Docker's and Podman's own files say, and the helpers that these name.

mod file;
mod helper;
mod secret;

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use file::File;
pub use secret::{Credential, Secret};

use crate::io::{World, path_text};

/// What is known about a registry.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// How we prove who we are, if we can.
    pub credential: Option<Credential>,
    /// Where that is from, or what kept us from having one: sentences that may be shown.
    pub said: Vec<String>,
}

/// All credentials of the person who runs us. Files are read and helpers are asked when a registry first wants to know who we are.
pub struct Credentials<'w> {
    world: &'w dyn World,
    files: Mutex<Option<Vec<Read>>>,
    helped: Mutex<BTreeMap<(String, String), Helped>>,
}

type Helped = Result<Option<Credential>, String>;

/// A file that is there, by its name.
struct Read {
    name: String,
    file: Result<File, String>,
}

impl<'w> Credentials<'w> {
    /// Those that this world knows.
    pub fn new(world: &'w dyn World) -> Self {
        Self {
            world,
            files: Mutex::new(None),
            helped: Mutex::new(BTreeMap::new()),
        }
    }

    /// What is known for a repository of a registry: the first file that knows something decides.
    pub fn find(&self, host: &str, repository: &str) -> Known {
        let mut known = Known::default();
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        for Read { name, file } in files.get_or_insert_with(|| read(self.world)) {
            let file = match file {
                Ok(file) => file,
                Err(why) => {
                    known.said.push(why.clone());
                    continue;
                }
            };
            if let Some((helper, server)) = file.helper(host, repository) {
                match self.helped(helper, server) {
                    Ok(None) => {}
                    Ok(found) => {
                        known.credential = found;
                        known.said = vec![format!("the credential helper docker-credential-{helper}, which {name} names")];
                        return known;
                    }
                    Err(why) => known.said.push(format!("{why} ({name} names it)")),
                }
            }
            if let Some(credential) = file.credential(host, repository) {
                known.credential = Some(credential);
                known.said = vec![name.clone()];
                return known;
            }
        }
        known
    }

    fn helped(&self, helper: &str, server: String) -> Helped {
        let mut helped = self.helped.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = helped.entry((helper.to_owned(), server));
        answer
            .or_insert_with_key(|(helper, server)| helper::ask(self.world, helper, server))
            .clone()
    }
}

/// The files that may hold credentials, in the order in which they are looked into.
fn paths(world: &dyn World) -> Vec<PathBuf> {
    let folder = |name: &str| world.env(name).map(PathBuf::from);
    let home = folder("HOME").or_else(|| folder("USERPROFILE"));
    let config = folder("XDG_CONFIG_HOME").or_else(|| home.as_ref().map(|h| h.join(".config")));
    let paths = [
        folder("REGISTRY_AUTH_FILE"),
        folder("DOCKER_CONFIG").map(|f| f.join("config.json")),
        folder("XDG_RUNTIME_DIR").map(|f| f.join("containers/auth.json")),
        config.map(|f| f.join("containers/auth.json")),
        home.map(|h| h.join(".docker/config.json")),
    ];
    paths.into_iter().flatten().collect()
}

fn read(world: &dyn World) -> Vec<Read> {
    let mut files: Vec<Read> = Vec::new();
    for path in paths(world) {
        let name = path_text(&path);
        if !matches!(world.kind(&path), Ok(Some(_))) || files.iter().any(|f| f.name == name) {
            continue;
        }
        let text = world.read(&path).map_err(|error| error.to_string());
        let file = text.and_then(|text| {
            File::read(&text).map_err(|(line, column)| format!("{name} is not what `docker login` writes (line {line}, column {column})"))
        });
        files.push(Read { name, file });
    }
    files
}
