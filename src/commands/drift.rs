//! What became of a generated file since it was made: the same, stale, edited, written by hand, or gone.

use std::{path::Path, sync::Arc};

use super::site::Site;
use crate::{
    compile::{Origin, Verified, origin},
    diff::Diff,
    error::Result,
    finding::{Finding, Place},
    io::{Part, World, inside, path_text, same},
    source::{Source, Span},
};

/// How a file differs from what would be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    Missing,
    /// We made it, and would make another one now.
    Stale,
    /// We made it, and somebody changed it since.
    Edited,
    /// Somebody else made it.
    Hand,
}

/// A file that is not what would be written.
#[derive(Clone, Debug)]
pub struct Drift {
    /// Which one.
    pub part: Part,
    /// What became of it.
    pub state: State,
    /// What is there; empty when nothing is.
    pub there: Arc<Source>,
    /// What would be there.
    wanted: String,
}

/// The files of a project that are not what would be written.
///
/// # Errors
/// One of them cannot be read.
pub fn drifts(world: &dyn World, folder: &Path, verified: &Verified, parts: &[Part]) -> Result<Vec<Drift>> {
    let mut drifts = Vec::new();
    for part in Part::made(verified).into_iter().filter(|p| parts.contains(p)) {
        let path = inside(world, folder, part.name())?;
        let there = path.map(|path| world.read(&path)).transpose()?;
        drifts.extend(drift(folder, part, there, part.text(verified)));
    }
    Ok(drifts)
}

fn drift(folder: &Path, part: Part, there: Option<String>, wanted: &str) -> Option<Drift> {
    let name = path_text(&folder.join(part.name()));
    let (state, there) = match there {
        None => (State::Missing, String::new()),
        Some(text) if same(&text, wanted) => return None,
        Some(text) => (state(part, &text), text),
    };
    Some(Drift {
        part,
        state,
        there: Arc::new(Source::new(name, there)),
        wanted: wanted.to_owned(),
    })
}

/// The lock has no mark: whatever it says, it is read and kept, so it can only be stale.
fn state(part: Part, text: &str) -> State {
    if part == Part::Lock {
        return State::Stale;
    }
    let plain = text.contains("\r\n").then(|| text.replace("\r\n", "\n"));
    match origin(plain.as_deref().unwrap_or(text)) {
        Origin::Own => State::Stale,
        Origin::Edited => State::Edited,
        Origin::Hand => State::Hand,
    }
}

impl Drift {
    /// Whether writing would destroy what a person wrote.
    pub fn is_precious(&self) -> bool {
        matches!(self.state, State::Edited | State::Hand)
    }

    /// Whether there is a file to compare with.
    pub fn is_there(&self) -> bool {
        self.state != State::Missing
    }

    /// What changes if it is written.
    pub fn diff(&self) -> Diff {
        let name = self.there.name();
        Diff::new((name, self.there.text()), (&format!("{name} (compiled)"), &self.wanted))
    }

    /// One sentence on what became of the file.
    pub fn message(&self) -> String {
        let name = self.there.name();
        match (self.state, self.part) {
            (State::Missing, _) => format!("{name} is missing"),
            (State::Stale, Part::Lock) => format!("{name} does not hold what app.toml needs"),
            (State::Stale, _) => format!("{name} is stale: app.toml, app.lock or hullwright changed since it was made"),
            (State::Edited, _) => format!("{name} was edited by hand since hullwright made it"),
            (State::Hand, _) => format!("{name} was written by hand"),
        }
    }

    /// The finding that `check` reports; `flags` are those that mending it needs. What is missing is missed in app.toml.
    pub fn finding(&self, site: &Site<'_>, flags: &[&str]) -> Finding {
        let at = |source, span| Place::new(source, span);
        let (rule, place, first) = match self.state {
            State::Missing => ("missing-file", at(&site.manifest, Span::at(0)), ""),
            State::Stale => ("stale-file", at(&self.there, self.first_difference()), ""),
            State::Edited => (
                "edited-file",
                at(&self.there, self.first_difference()),
                "move the change into app.toml, then ",
            ),
            State::Hand => (
                "handwritten-file",
                at(&self.there, Span::at(0)),
                "if app.toml is to make it from now on, ",
            ),
        };
        let mut flags = flags.to_vec();
        if self.is_precious() {
            flags.push("--force");
        }
        let finding = Finding::error(rule, place, self.message()).help(format!("{first}run: {}", site.remedy(&flags)));
        match self.state {
            State::Stale | State::Edited => finding.label("differs from here on"),
            State::Missing | State::Hand => finding,
        }
    }

    /// The first line that would change. Comments count only when nothing else does: the hash in the head changes with everything.
    fn first_difference(&self) -> Span {
        let pairs = || self.there.text().lines().zip(self.wanted.lines());
        let comment = |line: &str| line.starts_with('#');
        let meant = pairs().position(|(there, wanted)| there != wanted && !(comment(there) && comment(wanted)));
        let any = meant.or_else(|| pairs().position(|(there, wanted)| there != wanted));
        let line = any.unwrap_or_else(|| pairs().count()) + 1;
        self.there.line_span(line.min(self.there.line_count()))
    }
}
