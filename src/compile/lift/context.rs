//! `COPY . .`: what of a whole project an app may need, named one by one, because nothing else is to reach a compiled image.

use super::{Lifter, glob::glob};
use crate::{
    compile::{
        detect::{Inputs, Taken, is_aside},
        project::Kind,
    },
    value::RelPath,
};

/// Names at the top of a project that are about it, and not of it.
const ABOUT: [&str; 18] = [
    "*.md",
    "*.rst",
    "*.lock",
    "Brewfile",
    "CODEOWNERS",
    "COPYING",
    "Jenkinsfile",
    "Justfile",
    "LICENSE*",
    "LICENCE*",
    "Makefile",
    "NOTICE*",
    "Procfile",
    "Vagrantfile",
    "compose*.yaml",
    "compose*.yml",
    "docker-compose*",
    "justfile",
];

/// What `COPY . .` was made into.
pub struct Whole {
    /// What is taken, by name.
    pub taken: Vec<String>,
    /// What is not.
    pub aside: Vec<String>,
}

impl Lifter<'_> {
    /// What is at the top of the project, parted into what an app may need and what is about it.
    pub(super) fn whole(&self) -> Whole {
        let ground = self.ground;
        let ignore: Vec<String> = ground.project.read(".dockerignore").map_or_else(Vec::new, |text| {
            text.lines()
                .map(|l| l.trim().trim_start_matches('/').trim_end_matches('/').to_owned())
                .collect()
        });
        let never = ground
            .preset
            .ignore
            .iter()
            .chain(&ground.common.ignore)
            .map(|p| p.trim_start_matches("**/"));
        let never: Vec<&str> = never.chain(ignore.iter().map(|p| p.trim_start_matches("**/"))).collect();
        let unwanted = |name: &str| !name.starts_with('!') && never.iter().any(|p| !matches!(*p, "" | "*" | "**") && glob(p, name));
        let by_manager: Vec<Taken> = ground
            .preset
            .managers
            .iter()
            .flat_map(|m| Inputs::take(&m.files, ground.project, &[]).0)
            .collect();
        let mut whole = Whole {
            taken: Vec::new(),
            aside: Vec::new(),
        };
        for (name, kind) in ground.project.list("") {
            let about = ABOUT.iter().any(|p| glob(p, &name)) || kind == Kind::Folder && is_aside(&name) || name.starts_with('.');
            // About the image itself.
            if [
                "Dockerfile*",
                "*.Dockerfile",
                "Containerfile*",
                ".dockerignore",
                ".git*",
                "app.toml",
                "app.lock",
            ]
            .iter()
            .any(|p| glob(p, &name))
            {
                continue;
            }
            if unwanted(&name) || by_manager.iter().any(|t| t.path == name) {
                continue;
            }
            if about || RelPath::new(&name).is_err() {
                whole.aside.push(name);
            } else {
                whole.taken.push(name);
            }
        }
        whole
    }

    /// Whether the preset copies a path into the build stage without being told.
    pub(super) fn is_input(&self, path: &str) -> bool {
        let (preset, project) = (self.ground.preset, self.ground.project);
        let framework = preset.frameworks.iter().find(|f| Some(f.name.as_str()) == self.ground.framework);
        let all = [Some(&preset.inputs), framework.map(|f| &f.inputs)];
        let managers = preset.managers.iter().map(|m| &m.files);
        let mut taken = all
            .into_iter()
            .flatten()
            .chain(managers)
            .flat_map(|inputs| Inputs::take(inputs, project, &[]).0);
        taken.any(|t| {
            if t.folder {
                super::inside(&t.path, path).is_some()
            } else {
                glob(&t.path, path) && !path.contains('/')
            }
        })
    }
}
