//! Packages that no file of a package manager names: by a Dockerfile that a person wrote, or for want of that by what the sources import.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    detect::{requirement_name, yaml_at},
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

/// A file of a tool that installs more than packages of the language, and names them in its own way: `flask=3.1`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Foreign {
    /// The file, YAML; the first that is there.
    files: Vec<String>,
    /// The dotted key of a list of what the language's own installer takes, as that writes it.
    own: String,
    /// The dotted key of the list of all others: those that are known as packages are taken.
    others: String,
    /// What is known besides what sources import.
    also: Vec<String>,
}

impl Foreign {
    /// The file, and its packages by their names as the language's own installer takes them.
    fn packages(&self, project: &dyn Project, by_module: &BTreeMap<String, String>) -> Option<(String, BTreeMap<String, String>)> {
        let file = self.files.iter().find(|file| project.kind(file).is_some())?;
        let is_known = |name: &String| self.also.contains(name) || by_module.values().any(|p| requirement_name(p) == *name);
        let mut packages = BTreeMap::new();
        for entry in yaml_at(project, file, &self.others).unwrap_or_default() {
            let entry = one_word(entry.rsplit("::").next().unwrap_or_default());
            let end = entry.find(['=', '<', '>', '!', '~', '[']).unwrap_or(entry.len());
            let name = requirement_name(&entry[..end]);
            if is_known(&name) {
                packages.insert(name.clone(), format!("{name}{}", release(&entry[end..])));
            } else if let Some(package) = by_module.get(&name) {
                packages.insert(requirement_name(package), package.clone());
            }
        }
        let own = yaml_at(project, file, &self.own).unwrap_or_default();
        let own = own
            .into_iter()
            .filter(|entry| !entry.starts_with('-'))
            .map(|entry| one_word(&entry));
        packages.extend(own.map(|entry| (requirement_name(&entry), entry)));
        (!packages.is_empty()).then(|| (file.clone(), packages))
    }
}

/// An entry without blanks: many stand in one text, parted by those.
fn one_word(entry: &str) -> String {
    entry.split_whitespace().collect()
}

/// A release as the language's own installer wants it: `=3.1` is any that begins so, `=3.1.2=build` is that one.
fn release(said: &str) -> String {
    let Some(one) = said.strip_prefix('=').filter(|rest| !rest.starts_with('=')) else {
        return said.to_owned();
    };
    match one.split_once('=') {
        Some((exact, _)) => format!("=={exact}"),
        None if one.ends_with('*') => format!("=={one}"),
        None => format!("=={one}.*"),
    }
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
    let (option, switch) = preset.options.iter().find(|(_, o)| !o.adds.is_empty())?;
    let adds = &switch.adds;
    // One that nothing can be built with gives way to what installs the packages that are known by name.
    let manager = manager.filter(|m| m.lacks.is_empty());
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
    let foreign = switch.foreign.as_ref().and_then(|f| f.packages(project, &modules.packages));
    if let Some((file, mut named)) = foreign.filter(|_| unknown.is_empty()) {
        for package in packages {
            named.entry(requirement_name(&package)).or_insert(package);
        }
        return Some(Added {
            option: option.clone(),
            packages: named.into_values().collect(),
            why: format!("what {file} and its sources name, by pip: give them a lock file"),
            file,
            manager: alone,
            unknown,
        });
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
