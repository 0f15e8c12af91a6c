//! Packages that no file of a package manager names: by a Dockerfile that a person wrote, or for want of that by what the sources import.

use std::collections::BTreeSet;

use super::{
    detect::requirement_name,
    lift,
    preset::{Manager, Preset},
    project::Project,
    survey::{self, Seen},
};

/// Packages for a switch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// The switch.
    pub option: String,
    /// The packages, as they are asked for.
    pub packages: Vec<String>,
    /// The file that says so.
    pub file: String,
    /// The lines of it, or what it is about.
    pub why: String,
    /// The manager that installs them, when it is for their sake only.
    pub manager: Option<String>,
    /// Modules that are imported and of which nobody knows what brings them, each with its place.
    pub unknown: Vec<String>,
}

impl Added {
    /// The manager that installs them, when it is for their sake only.
    pub fn alone<'p>(&self, preset: &'p Preset) -> Option<&'p Manager> {
        let name = self.manager.as_ref().filter(|_| !self.packages.is_empty())?;
        preset.managers.iter().find(|m| m.name == *name)
    }
}

/// Whether a file of the project names a package already, with releases of its own; extras of it are asked for besides.
pub fn is_named(project: &dyn Project, package: &str) -> bool {
    !package.contains('[') && project.depends(&requirement_name(package), false).is_some()
}

/// The packages of a project that are named elsewhere than in the files of `manager`.
pub fn added(preset: &Preset, project: &dyn Project, manager: Option<&Manager>) -> Option<Added> {
    let (option, adds) = preset
        .options
        .iter()
        .find(|(_, o)| !o.adds.is_empty())
        .map(|(name, o)| (name, &o.adds))?;
    if manager.is_some_and(|m| !adds.contains(&m.name)) {
        return None;
    }
    let alone = adds.last().filter(|_| manager.is_none()).cloned();
    if let Some((file, text)) = survey::by_hand(project) {
        let (packages, lines) = lift::installs(&text, preset);
        let packages: Vec<String> = packages.into_iter().filter(|p| !is_named(project, p)).collect();
        if !packages.is_empty() {
            return Some(Added {
                option: option.clone(),
                packages,
                why: format!("{file}:{}", lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
                file,
                manager: alone,
                unknown: Vec::new(),
            });
        }
    }
    let modules = preset.modules.as_ref()?;
    let outside = modules.outside(project).filter(|_| manager.is_none())?;
    let mut packages = BTreeSet::new();
    let mut unknown = Vec::new();
    for module in &outside {
        match modules.packages.get(&module.module) {
            Some(package) => drop(packages.insert(package.clone())),
            None if module.needed => {
                let line = Seen::text(project, &module.file, &module.line);
                unknown.push(format!("{line} imports `{}`", crate::value::shown(&module.module)));
            }
            None => {}
        }
    }
    // Half of what it needs would be of no use to anybody.
    if !unknown.is_empty() {
        packages.clear();
    }
    let first = outside.iter().find(|o| modules.packages.contains_key(&o.module));
    Some(Added {
        option: option.clone(),
        packages: packages.into_iter().collect(),
        file: first.map(|o| o.file.clone()).unwrap_or_default(),
        why: "what its sources import, as no file names its packages: pin them, and give them a lock file".to_owned(),
        manager: alone,
        unknown,
    })
    .filter(|a| !a.packages.is_empty() || !a.unknown.is_empty())
}
