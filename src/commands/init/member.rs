//! An app of a workspace that gets an app.toml of its own, in its folder: the build context is the workspace's top, above it.

use std::path::{Component, Path, PathBuf};

use super::{Context, Init, ask::Stop, project::Found, workspace::Other};
use crate::{
    commands::site::source,
    compile::{
        Library,
        draft::Entry,
        survey::{self, Candidate, Survey},
    },
    error::Error,
    io::{DiskProject, Part, path_text},
};

/// The top of a workspace, above the folder of one of its apps.
#[derive(Debug)]
pub struct Above {
    /// The top, as one names it from the current folder.
    pub top: PathBuf,
    /// The same, seen from the app: `..` for each step.
    context: String,
    /// The app's folder, seen from the top.
    folder: String,
    /// Whether it is a part of what the top builds, and no project of its own.
    pub is_part: bool,
}

impl Above {
    /// For an app's folder and the top above it, both resolved; `top` is what one types for it.
    pub fn new(inside: &Path, above: &Path, top: String) -> Self {
        let below = inside.strip_prefix(above).unwrap_or(Path::new(""));
        let up = below.components().filter(|part| matches!(part, Component::Normal(_)));
        Self {
            top: PathBuf::from(top),
            context: vec![".."; up.count()].join("/"),
            folder: path_text(below),
            is_part: false,
        }
    }

    /// The programs that the workspace's build makes of the app's folder.
    pub fn builds<'s>(&'s self, top: &'s Survey) -> impl Iterator<Item = &'s str> {
        let of_it = top.programs.iter().filter(|program| program.seen.is_in(&self.folder));
        of_it.map(|program| program.word.as_str())
    }

    /// The line of app.toml that says so.
    pub fn entry(&self) -> Entry {
        let why = match self.is_part {
            true => "this folder is a part of what lies there; paths are from there",
            false => "the workspace's top, which has the lock file; paths are from there",
        };
        Entry::text(("build", "context"), &self.context, why)
    }

    /// Why nothing comes of an app in this folder.
    fn refusal(&self, folder: &Path) -> Error {
        let here = |path: &Path| {
            if path == Path::new(".") {
                "this folder".to_owned()
            } else {
                path_text(path)
            }
        };
        let begin = if self.top == Path::new(".") {
            String::new()
        } else {
            format!(" {}", path_text(&self.top))
        };
        let (place, top) = (here(folder), here(&self.top));
        Error::input(format!("{place} has no lock file and lies in a workspace, whose top is {top}"))
            .hint("alone it would be built without the workspace's lock file, and what the workspace calls its own would come from the public index")
            .hint("and no app was found in it that can be started from the top")
            .hint(format!("begin at the top: `hullwright init{begin}`"))
            .hint("if it does not belong to the workspace, say how it is installed: --manager NAME")
    }
}

impl<'w> Found<'w> {
    /// The same for an app of a workspace in another language.
    pub(super) fn of(other: &Other, asked: &Init, folder: &Path, context: Context<'w>) -> Result<Self, Stop> {
        let mut found = Self::new(&asked.of_app(&other.language.language, &other.folder), folder, context)?;
        found.language = other.language.clone();
        Ok(found)
    }

    /// What is known of the app of a workspace in this folder, seen from the workspace's top.
    pub(super) fn below(above: Above, asked: &Init, alone: (Candidate, Survey), folder: &Path, context: Context<'w>) -> Result<Self, Stop> {
        let (language, own) = alone;
        let language = adopted(language, &above.top, context)?;
        let mut within = Init {
            member: true,
            ..asked.of_app(&language.language, &above.folder)
        };
        let mut found = Self::new(&within, &above.top, context)?;
        // What installs the packages that sources name knows no workspaces.
        if found.survey.added.as_ref().is_some_and(|added| added.manager.is_some()) {
            return Err(above.refusal(folder).into());
        }
        if found.answers.command == within.answers.command {
            // It is not started by a path, but a program that the workspace's build makes.
            let built: Vec<String> = above.builds(&found.survey).map(str::to_owned).collect();
            if built.is_empty() {
                return Err(above.refusal(folder).into());
            }
            if within.answers.programs.is_empty() {
                within.answers.programs = built;
            }
            within.answers.command = None;
            found = Self::new(&within, &above.top, context)?;
        }
        let said = asked.answers()?;
        found.answers.command = said.command.or(found.answers.command);
        found.survey.name = own.name;
        found.survey.name.iter_mut().for_each(|name| name.seen.go_below(&above.folder));
        found.own_name = above.folder.rsplit('/').next().unwrap_or_default().to_owned();
        found.lock = source(context.world, folder, Part::Lock.name())?;
        found.folder = folder.to_owned();
        found.language = language;
        found.above = Some(above);
        Ok(found)
    }
}

/// The language of a workspace's top, where that makes a member's its own; else the member's.
fn adopted(own: Candidate, top: &Path, context: Context<'_>) -> Result<Candidate, Error> {
    let library = Library::builtin();
    let candidates = survey::candidates(&library, &DiskProject::new(context.world, top)?)?;
    let Some(of_top) = survey::obvious(&candidates) else {
        return Ok(own);
    };
    let preset = library.preset(&of_top.language)?;
    let adopts = preset.is_some_and(|preset| preset.signs.member.adopts.contains(&own.language));
    Ok(if adopts { of_top.clone() } else { own })
}
