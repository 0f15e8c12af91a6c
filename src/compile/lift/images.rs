//! From the images of FROM to the language, its version and the base variant.

use super::{Lifter, glob::glob};
use crate::{
    audit::{Action, package_calls},
    compile::{
        detect::any,
        library::Library,
        lift::signs::ImageSign,
        preset::{Manager, Preset},
        survey::{Candidate, Seen},
    },
    dockerfile::{Base, Dockerfile, Stage, shell::ShellWord},
    error::Result,
    sorting,
    value::{ImageRef, shown},
};

/// The language that a Dockerfile's images tell: that of the final image, else that of what is built before it.
///
/// # Errors
/// A preset is not well-formed.
pub fn language(file: &Dockerfile, library: &Library) -> Result<Option<Candidate>> {
    let Some(last) = file.final_stage() else {
        return Ok(None);
    };
    let needed = file.stages_for(last);
    let own = std::iter::once(root_stage(file, last));
    let others = file.stages.iter().rev().filter(|s| needed.contains(&s.index));
    for stage in own.chain(others) {
        let Base::Image(image) = &stage.base else { continue };
        for language in library.languages() {
            let Some(preset) = library.preset(language)? else { continue };
            if sign(&preset, image).is_some() {
                return Ok(Some(Candidate {
                    language: language.to_owned(),
                    title: preset.title.clone(),
                    seen: Seen {
                        file: file.source.name().to_owned(),
                        line: Some(file.source.location(stage.image.span.start).line),
                    },
                    certain: true,
                    serves: true,
                    leads: false,
                }));
            }
        }
    }
    Ok(None)
}

/// Whether a Dockerfile installs a language into the image of a distribution, in a stage that its image is made from.
pub fn brings(file: &Dockerfile, preset: &Preset) -> bool {
    let Some(last) = file.final_stage() else { return false };
    let needed = file.stages_for(last);
    package_calls(file).any(|call| {
        let counts = file.stage_of(call.call.at).is_some_and(|stage| needed.contains(&stage.index));
        let named = |word: &ShellWord| preset.lift.brought_by.iter().any(|pattern| glob(pattern, &word.value));
        counts && call.action == Action::Install && call.packages().any(named)
    })
}

/// The stage at the root of a stage's lineage.
fn root_stage<'f>(file: &'f Dockerfile, stage: &'f Stage) -> &'f Stage {
    let mut stage = stage;
    while let Base::Stage(parent) = stage.base
        && let Some(next) = file.stages.get(parent)
    {
        stage = next;
    }
    stage
}

/// What an image says of a language.
fn sign<'p>(preset: &'p Preset, image: &ImageRef) -> Option<(&'p ImageSign, Option<String>)> {
    preset.lift.images.iter().find_map(|sign| Some((sign, sign.read(image)?)))
}

impl Lifter<'_> {
    /// All FROMs.
    pub(super) fn images(&mut self) {
        let root = root_stage(self.file, self.last).index;
        let mut version_known = false;
        // The image itself speaks first.
        let mut stages: Vec<&Stage> = self.file.stages.iter().filter(|s| self.needed.contains(&s.index)).collect();
        sorting::by_key(&mut stages, |s| (s.index != root, s.index));
        for stage in stages {
            let at = stage.instructions.start;
            let Some(span) = self.file.instructions.get(at).map(|i| i.span) else {
                continue;
            };
            let image = match &stage.base {
                Base::Stage(_) => {
                    self.ledger.itself(at, span, "a stage of the same file");
                    continue;
                }
                Base::Scratch => None,
                Base::Image(image) => Some(image),
                Base::Unresolved(text) => {
                    self.ledger
                        .left(at, span, format!("which image `{}` is cannot be told from the file", shown(text)));
                    continue;
                }
            };
            let before = self.ledger.count();
            if let Some((sign, version)) = image.and_then(|image| sign(self.ground.preset, image)) {
                if let Some(manager) = &sign.manager {
                    self.manager(at, span, manager);
                }
                match version {
                    Some(version) if !version_known => version_known = self.version(at, span, &version),
                    _ => self.ledger.itself(at, span, "the template has an image for it"),
                }
            }
            if stage.index == root {
                self.base(at, image);
            }
            if self.ledger.count() == before {
                self.ledger.left(
                    at,
                    span,
                    "the template builds in an image of its own; what only this one has must be named in [build] packages",
                );
            }
        }
    }

    /// A version that a tag tells: a cycle of the preset, or the newest that begins like it.
    fn version(&mut self, at: usize, span: crate::source::Span, version: &str) -> bool {
        let preset = self.ground.preset;
        let newest = || preset.versions.iter().find(|v| v.cycle.starts_with(&format!("{version}.")));
        match preset.cycle(version).or_else(newest) {
            Some(known) => {
                self.ledger.fact(at, span, "app", "version", known.cycle.as_str());
                true
            }
            None if preset.versions.is_empty() => {
                self.ledger.itself(at, span, "the template has an image for it");
                true
            }
            None => {
                let known: Vec<&str> = preset.versions.iter().map(|v| v.cycle.as_str()).collect();
                let why = format!("{} {version} is not offered, only {}", preset.title, known.join(", "));
                self.ledger.left(at, span, why);
                false
            }
        }
    }

    /// The base variant that stands for the final image.
    fn base(&mut self, at: usize, image: Option<&ImageRef>) {
        let preset = self.ground.preset;
        let Some(span) = self.file.instructions.get(at).map(|i| i.span) else {
            return;
        };
        let name = match image {
            None => "scratch".to_owned(),
            Some(image) => {
                let name = image.canonical_name();
                let short = name
                    .strip_prefix("docker.io/library/")
                    .or(name.strip_prefix("docker.io/"))
                    .unwrap_or(&name);
                format!("{short}:{}", image.tag().unwrap_or("latest"))
            }
        };
        let like = preset.bases.iter().find(|b| b.like.iter().any(|pattern| glob(pattern, &name)));
        let asked = self.ground.base.and_then(|asked| preset.base(asked));
        match (like, image) {
            (Some(base), _) => self.ledger.fact(at, span, "runtime", "base", base.name.as_str()),
            (None, Some(image)) if sign(preset, image).is_some() => {
                let why = format!("the app runs on another base than {name}: `hullwright presets` tells which there are");
                self.ledger.left(at, span, why);
            }
            (None, _) => self.ledger.left(at, span, format!("no base of {} stands for {name}", preset.title)),
        }
        self.base = asked.or(like).or(preset.bases.first());
    }

    /// A package manager that a file speaks for, if the project has what it needs.
    pub(super) fn manager(&mut self, at: usize, span: crate::source::Span, name: &str) {
        let Some(manager) = self.ground.preset.managers.iter().find(|m| m.name == name) else {
            return;
        };
        // `npm install` takes what it finds; the project may have no lock file
        let known = self.ground.preset.known(self.ground.project);
        let holds = |manager: &&Manager| !manager.when.is_empty() && any(&manager.when, &known);
        let own = self.ground.preset.managers.iter().find(holds);
        if !holds(&manager) && own.is_some_and(|own| !own.costs.is_empty()) {
            return self
                .ledger
                .itself(at, span, "the project's own files say how its packages are installed");
        }
        let (_, missing) = crate::compile::detect::Inputs::take(&manager.files, self.ground.project, &[]);
        match missing.first() {
            None => self.ledger.fact(at, span, "build", "manager", name),
            Some(file) => self.ledger.left(at, span, format!("{name} needs {file} beside app.toml")),
        }
    }
}
