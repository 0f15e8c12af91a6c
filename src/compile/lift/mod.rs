//! Lifts a Dockerfile that people wrote into facts for `app.toml`. Each part of each instruction is accounted for: it became a fact, the
//! compiled Dockerfile does it by itself, or a person has to decide, and is told why.

mod command;
mod context;
mod copies;
mod env;
mod glob;
mod images;
mod installs;
mod ledger;
mod merge;
mod packages;
mod probe;
mod renamed;
mod settings;
mod signs;
mod steps;
mod system;

use std::collections::{BTreeMap, BTreeSet};

pub use glob::glob;
pub use images::{brings, language};
pub use installs::installs;
pub use ledger::{Account, Fact, Fate};
pub use merge::{comments, merge, said};
pub use signs::LiftSigns;

use super::{library::Common, preset::Preset, project::Project};
use crate::dockerfile::{Base, Body, Dockerfile, Instruction, Keyword, Setting, Stage};
use ledger::Ledger;

/// The folder of the app in a compiled image.
const APP: &str = "/app";

/// What a Dockerfile is lifted with.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The Dockerfile.
    pub file: &'a Dockerfile,
    /// The language's preset.
    pub preset: &'a Preset,
    /// What holds for all languages.
    pub common: &'a Common,
    /// The project's folder.
    pub project: &'a dyn Project,
    /// The base variant that a person asked for.
    pub base: Option<&'a str>,
    /// The framework, for what it does by itself.
    pub framework: Option<&'a str>,
}

/// What became of every part of a Dockerfile, top to bottom.
pub fn lift(ground: Ground<'_>) -> Vec<Account> {
    let Some(last) = ground.file.final_stage() else {
        return Ledger::new(ground.file).close();
    };
    let mut lifter = Lifter::new(ground, last);
    let folder = lifter.final_workdir();
    if folder != "/" {
        lifter.places.push((folder, APP.to_owned()));
    }
    lifter.images();
    lifter.unused();
    lifter.variables();
    lifter.runs();
    lifter.copies();
    lifter.settings();
    lifter.ledger.close()
}

/// The work in progress.
struct Lifter<'a> {
    file: &'a Dockerfile,
    ground: Ground<'a>,
    ledger: Ledger<'a>,
    last: &'a Stage,
    /// The stages that the image is made from, and those of them that it starts from.
    needed: BTreeSet<usize>,
    lineage: BTreeSet<usize>,
    base: Option<&'a super::preset::Base>,
    /// Where things of the image lie in a compiled one.
    places: Vec<(String, String)>,
    /// Programs that steps make, by their paths, and what each is made from.
    outputs: BTreeMap<String, String>,
    /// Folders that the image makes and gives to its user.
    own: BTreeSet<String>,
    made: BTreeSet<String>,
    /// Whether a step makes something of the sources.
    builds: bool,
    /// Packages of the language that steps name themselves.
    installed: Vec<String>,
}

impl<'a> Lifter<'a> {
    fn new(ground: Ground<'a>, last: &'a Stage) -> Self {
        let file = ground.file;
        let mut lineage = BTreeSet::from([last.index]);
        let mut stage = last;
        while let Base::Stage(parent) = stage.base
            && let Some(next) = file.stages.get(parent)
            && lineage.insert(parent)
        {
            stage = next;
        }
        Self {
            file,
            ground,
            ledger: Ledger::new(file),
            last,
            needed: file.stages_for(last),
            lineage,
            base: None,
            places: Vec::new(),
            outputs: BTreeMap::new(),
            own: BTreeSet::new(),
            made: BTreeSet::new(),
            builds: false,
            installed: Vec::new(),
        }
    }

    /// Whether the image is built in the stage that it runs in.
    fn is_lone(&self) -> bool {
        self.needed == self.lineage
    }

    /// Whether an instruction is in a stage that the image starts from.
    fn ships(&self, at: usize) -> bool {
        self.file.stage_of(at).is_some_and(|s| self.lineage.contains(&s.index))
    }

    /// Whether an instruction is in a stage that the image is made from.
    fn counts(&self, at: usize) -> bool {
        self.file.stage_of(at).is_some_and(|s| self.needed.contains(&s.index))
    }

    /// The instructions of one kind in the stages that count.
    fn all(&self, keyword: Keyword) -> Vec<(usize, &'a Instruction)> {
        let all = self.file.instructions.iter().enumerate();
        all.filter(|(at, i)| i.keyword == keyword && self.counts(*at)).collect()
    }

    /// The working directory at an instruction.
    fn workdir(&self, at: usize) -> String {
        self.folder(self.file.setting_at(Keyword::Workdir, at))
    }

    /// The folder that a WORKDIR means. Where the base image's own decides, its root is what most have.
    fn folder(&self, setting: Option<&Setting>) -> String {
        let Some(setting) = setting else {
            return "/".to_owned();
        };
        let written = || match self.file.instructions.get(setting.instruction).map(|i| &i.body) {
            Some(Body::Workdir(word)) => absolute("/", &word.value),
            _ => "/".to_owned(),
        };
        setting.value.clone().unwrap_or_else(written)
    }

    /// What stands in stages that the image is not made from.
    fn unused(&mut self) {
        for (at, instruction) in self.file.instructions.iter().enumerate() {
            match self.file.stage_of(at) {
                Some(stage) if self.needed.contains(&stage.index) => {}
                Some(stage) if stage.instructions.start == at => {
                    self.ledger.left(
                        at,
                        instruction.span,
                        "the image is not made from this stage: nothing of it is lifted",
                    );
                }
                Some(_) => self.ledger.itself(at, instruction.span, "the image is not made from this stage"),
                None => {}
            }
        }
    }
}

/// A path in the image as it is meant in a working directory, without `.`, `..` and doubled slashes.
fn absolute(workdir: &str, path: &str) -> String {
    let joined = if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{workdir}/{path}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in joined.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}

/// What is behind a folder in a path: empty for the folder itself, none for what is not in it.
fn inside<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    if folder == "/" {
        return path.strip_prefix('/');
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
}
