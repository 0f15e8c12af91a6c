//! Variables by which an app is told something: those of its language, and those for where it writes.

use crate::compile::{
    library::{Common, Written},
    project::Project,
    signs::{Signs, Told},
};

/// How sources name the variables for what an app keeps whose folder the project brings along.
pub fn brought(signs: &Signs, common: &Common, project: &dyn Project) -> Vec<String> {
    let written = common.written.iter().filter(|w| brings(project, &w.folder));
    let named = |w: &Written| signs.reads.iter().map(|r| r.replace("{name}", &w.name)).collect::<Vec<_>>();
    written.flat_map(named).collect()
}

fn brings(project: &dyn Project, folder: &str) -> bool {
    folder.rsplit('/').next().is_some_and(|name| project.kind(name).is_some())
}

/// The variables of the language, and those by which an app is told where to write. Where the project has such a folder it is read, too, and
/// nothing is said.
pub fn told(signs: &Signs, common: &Common, project: &dyn Project) -> Vec<Told> {
    let written = common
        .written
        .iter()
        .filter(|w| !signs.reads.is_empty() && !brings(project, &w.folder));
    let written = written.map(|w| Told {
        unless: Vec::new(),
        texts: signs.reads.iter().map(|r| r.replace("{name}", &w.name)).collect(),
        name: w.name.clone(),
        value: w.value.clone(),
        folder: Some(w.folder.clone()),
        needed: false,
    });
    signs.told.iter().cloned().chain(written).collect()
}
