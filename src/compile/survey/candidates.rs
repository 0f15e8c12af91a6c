//! Which languages a project may be in, and what its folder is to a workspace.

use super::{framework, seen::Seen};
use crate::{
    compile::{
        detect::any,
        library::Library,
        preset::Preset,
        project::{Kind, Project},
        signs::{Signs, Told},
    },
    error::Result,
    sorting,
};

/// A language that a project may be written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The preset's file name.
    pub language: String,
    /// The language's name as people write it.
    pub title: String,
    /// What gives it away.
    pub seen: Seen,
    /// Whether a file of the language's own tools is there, and not only sources.
    pub certain: bool,
    /// Whether a framework of the language was seen: then it is what serves, and others only help.
    pub serves: bool,
    /// Whether it starts the app even where others serve too.
    pub leads: bool,
}

/// The languages that a project may be in, the most likely first. Uncertain ones are left out when there is a certain one.
///
/// # Errors
/// A preset is not well-formed.
pub fn candidates(library: &Library, project: &dyn Project) -> Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for language in library.languages() {
        let Some(preset) = library.preset(language)? else {
            continue;
        };
        let known = preset.known(project);
        let project: &dyn Project = &known;
        if any(&preset.signs.unless, project) {
            continue;
        }
        // What lies deeper may belong to one service of several.
        let at_top = |seen: &Seen| !seen.file.contains('/');
        let by_framework = || Seen::first(&framework(&preset, project)?.when, project).filter(at_top);
        let certain = Seen::first(&preset.signs.known_by, project).or_else(by_framework);
        let hint = || Seen::first(&preset.signs.hinted_by, project).or_else(|| top_source(&preset.signs, project));
        if let Some(seen) = certain.clone().or_else(hint) {
            found.push(Candidate {
                language: language.to_owned(),
                title: preset.title.clone(),
                seen,
                certain: certain.is_some(),
                serves: framework(&preset, project).is_some(),
                leads: any(&preset.signs.leads, project),
            });
        }
    }
    if found.iter().any(|c| c.certain) {
        found.retain(|c| c.certain);
    }
    sorting::by_key(&mut found, |c| (!c.leads, !c.serves));
    Ok(found)
}

/// The environment of an app of a workspace that is started from its folder, as nothing makes a package of it; none where something does.
pub fn loose(preset: &Preset, app: &dyn Project, folder: &str) -> Option<Vec<Told>> {
    let member = &preset.signs.member;
    let env = member.loose_env.iter();
    any(&member.loose, app).then(|| {
        env.map(|(name, value)| Told {
            needed: true,
            ..Told::new(name, &value.replace("{folder}", folder))
        })
        .collect()
    })
}

/// Whether a project is the top of a workspace of the preset's language.
pub fn is_workspace(preset: &Preset, project: &dyn Project) -> bool {
    any(&preset.signs.workspaces, project)
}

/// Whether a folder below a project is a part of it, if it says nothing of how it is built.
pub fn is_whole(preset: &Preset, project: &dyn Project) -> bool {
    any(&preset.signs.whole, project)
}

/// The most likely language, if nothing speaks for another one as loudly.
pub fn obvious(candidates: &[Candidate]) -> Option<&Candidate> {
    match candidates {
        [only] => Some(only),
        [first, second, ..] if first.leads && !second.leads => Some(first),
        [first, second, ..] if first.serves && !second.serves && !second.leads => Some(first),
        _ => None,
    }
}

fn top_source(signs: &Signs, project: &dyn Project) -> Option<Seen> {
    let top = project.list("");
    let hints = signs.hints.as_ref().unwrap_or(&signs.sources);
    let source = top
        .iter()
        .find(|(name, kind)| *kind == Kind::File && hints.iter().any(|e| name.ends_with(e.as_str())))?;
    Some(Seen::file(&source.0))
}
