//! The `.dockerignore` that `diff` proposes beside a Dockerfile that copies its whole build context.

use std::path::{Path, PathBuf};

use crate::{
    audit::{self, Policy},
    compile::{Library, NarrowContext, NarrowOutcome, Narrowed, narrow},
    dockerfile::Dockerfile,
    error::Result,
    finding::Safety,
    io::{Kind, World, path_text, shield},
    report::proposal::{Proposal, Reason},
};

/// The rule that a proposal is for.
pub const RULE: &str = "whole-context-copied";

/// What is proposed for a context.
pub struct Proposed {
    folder: PathBuf,
    name: String,
    there: Option<String>,
    narrowed: Narrowed,
}

/// What there is to say of a file's context.
pub enum Said {
    /// Nothing.
    Nothing,
    /// It is well kept: what the file alone could not know.
    Kept,
    /// It needs another `.dockerignore`.
    Proposed(Box<Proposed>),
}

/// Looks at the context of a Dockerfile: the folder that it lies in.
///
/// # Errors
/// The folder or its `.dockerignore` cannot be read.
pub fn look(world: &dyn World, path: &Path, file: &Dockerfile, policy: &Policy) -> Result<Said> {
    if policy.is_silent(RULE) || audit::whole_contexts(file).next().is_none() {
        return Ok(Said::Nothing);
    }
    let folder = path.parent().filter(|p| *p != Path::new("")).unwrap_or(Path::new(".")).to_owned();
    // one that is named for the Dockerfile goes before the general one
    let own = format!("{}.dockerignore", path.file_name().unwrap_or_default().to_string_lossy());
    let name = if world.kind(&folder.join(&own))?.is_some() {
        own
    } else {
        ".dockerignore".to_owned()
    };
    let there = match world.kind(&folder.join(&name))? {
        Some(_) => Some(world.read(&folder.join(&name))?),
        None => None,
    };
    let names: Vec<String> = world
        .list(&folder)?
        .into_iter()
        .filter_map(|entry| entry.name.into_string().ok())
        .collect();
    let never = Library::builtin().common()?.ignore;
    let context = NarrowContext {
        there: there.as_deref(),
        names: &names,
        never: &never,
        has: &|path| matches!(world.kind(&folder.join(path)), Ok(Some(Kind::File | Kind::Folder | Kind::Link))),
    };
    Ok(match narrow(file, &context) {
        NarrowOutcome::Nothing => Said::Nothing,
        NarrowOutcome::Kept => Said::Kept,
        NarrowOutcome::Proposed(narrowed) => Said::Proposed(Box::new(Proposed {
            folder,
            name,
            there,
            narrowed,
        })),
    })
}

impl Proposed {
    /// Where it goes.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }

    /// It as it is shown.
    pub fn proposal(&self, dockerfile: &str) -> Proposal {
        let lines: Vec<String> = self.narrowed.lines.iter().map(usize::to_string).collect();
        let exposed: Vec<String> = self.narrowed.exposed.iter().take(5).map(|name| format!("`{name}`")).collect();
        let seen = match (&self.there, exposed.is_empty()) {
            (None, true) => format!(
                "no {} keeps anything out of what {dockerfile}:{} copies",
                self.name,
                lines.join(", ")
            ),
            (None, false) => format!("{dockerfile}:{} copies {} with all the rest", lines.join(", "), exposed.join(", ")),
            (Some(_), true) => format!(
                "secrets that lie in the folder get into what {dockerfile}:{} copies",
                lines.join(", ")
            ),
            (Some(_), false) => format!("it lets {} into what {dockerfile}:{} copies", exposed.join(", "), lines.join(", ")),
        };
        let title = match self.there {
            None => "let in what lies here now, and no secrets or leftovers",
            Some(_) => "keep secrets and leftovers out, wherever they lie",
        };
        let reason = Reason {
            rule: RULE.to_owned(),
            safety: Safety::Review,
            message: seen,
            title: title.to_owned(),
            reference: audit::rule(RULE).map(audit::Rule::reference).unwrap_or_default(),
            lines: std::iter::once(self.there.as_deref().unwrap_or_default().lines().count().max(1)).collect(),
        };
        let name = path_text(&self.folder.join(&self.name));
        let old = self.there.as_deref().unwrap_or_default();
        let mut proposal = Proposal::new(
            &name,
            old,
            self.narrowed.text(),
            vec![(reason, vec![old.lines().count() + 1])],
            Vec::new(),
        );
        proposal.is_new = self.there.is_none();
        proposal
    }

    /// Writes it, and says so.
    ///
    /// # Errors
    /// The file that is there is another one by now, or it cannot be written.
    pub fn write(&self, world: &dyn World) -> Result<String> {
        shield(world, &self.folder, &self.name, self.there.as_deref(), &self.narrowed)?;
        Ok(format!("{}: written", path_text(&self.folder.join(&self.name))))
    }
}
