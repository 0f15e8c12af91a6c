//! The services of a monorepo: folders below the top that look like a project of their own.

use super::{Candidate, candidates};
use crate::{
    compile::{
        detect::is_aside,
        library::Library,
        project::{Below, Kind, Project},
    },
    error::Result,
    sorting,
};

/// How deep services are looked for: `services/shop/api` is three.
const DEPTH: usize = 3;

/// Folders with a certain language, sorted by path. What lies inside one of them belongs to it and is not looked at.
///
/// # Errors
/// A preset is not well-formed.
pub fn services(library: &Library, project: &dyn Project) -> Result<Vec<(String, Candidate)>> {
    let mut found = Vec::new();
    let mut level = vec![String::new()];
    for _ in 0..DEPTH {
        let mut below = Vec::new();
        for folder in level {
            for (name, kind) in project.list(&folder) {
                if kind != Kind::Folder || is_aside(&name) {
                    continue;
                }
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                let inside = Below { project, folder: &path };
                match candidates(library, &inside)?.into_iter().find(|c| c.certain) {
                    Some(candidate) => found.push((path, candidate)),
                    None => below.push(path),
                }
            }
        }
        level = below;
    }
    sorting::by(&mut found, |a, b| a.0.cmp(&b.0));
    Ok(found)
}
