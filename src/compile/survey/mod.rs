//! Looks at a project that has no `app.toml` yet: which language, and everything that can be told from its files, each with its place.

mod code;
mod entries;
mod names;
mod seen;
mod services;

use std::collections::BTreeMap;

pub use entries::{Answers, Ground, decided, following};
pub use seen::{Clue, Seen};
pub use services::services;

use super::{
    detect::any,
    library::Library,
    preset::{Framework, Preset},
    project::{Kind, Project},
    signs::{Need, Signs, Told},
    start::choose,
};
use crate::error::Result;
use code::Code;

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
        let certain = Seen::first(&preset.signs.known_by, project);
        if any(&preset.signs.unless, project) {
            continue;
        }
        let hint = || Seen::first(&preset.signs.hinted_by, project).or_else(|| top_source(&preset.signs, project));
        if let Some(seen) = certain.clone().or_else(hint) {
            found.push(Candidate {
                language: language.to_owned(),
                title: preset.title.clone(),
                seen,
                certain: certain.is_some(),
                serves: framework(&preset, project).is_some(),
            });
        }
    }
    if found.iter().any(|c| c.certain) {
        found.retain(|c| c.certain);
    }
    found.sort_by_key(|c| !c.serves);
    Ok(found)
}

/// The most likely language, if nothing speaks for another one as loudly.
pub fn obvious(candidates: &[Candidate]) -> Option<&Candidate> {
    match candidates {
        [only] => Some(only),
        [first, second, ..] if first.serves && !second.serves => Some(first),
        _ => None,
    }
}

fn top_source(signs: &Signs, project: &dyn Project) -> Option<Seen> {
    let top = project.list("");
    let source = top
        .iter()
        .find(|(name, kind)| *kind == Kind::File && signs.sources.iter().any(|e| name.ends_with(e.as_str())))?;
    Some(Seen::file(&source.0))
}

fn framework<'p>(preset: &'p Preset, project: &dyn Project) -> Option<&'p Framework> {
    preset.frameworks.iter().find(|f| any(&f.when, project))
}

/// What can be told of a project in one language. What is none could not be seen, and the preset's defaults hold.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// What the project calls itself.
    pub name: Option<Clue>,
    /// The language's version.
    pub version: Option<Clue>,
    /// The package manager, by its name in the preset.
    pub manager: Option<Clue>,
    /// The package manager that is there for want of a better one: its name, why, and what it costs.
    pub stopgap: Option<(Clue, String)>,
    /// The framework, by its name in the preset.
    pub framework: Option<Clue>,
    /// The entry point.
    pub entry: Option<Clue>,
    /// What a person should know about how it is started.
    pub note: String,
    /// Words of the command that its own program takes, and where it says so.
    pub flags: Vec<(String, Seen)>,
    /// Variables that it reads, and where.
    pub told: Vec<(Told, Seen)>,
    /// Whether nothing in it listens on a port.
    pub silent: bool,
    /// The port.
    pub port: Option<Clue>,
    /// The path that answers for its health.
    pub health: Option<Clue>,
    /// Its programs, for languages whose build makes some.
    pub programs: Vec<Clue>,
    /// What its dependencies need besides, and where each dependency stands.
    pub needs: Vec<(Need, Seen)>,
    /// Switches that the project's files turn on.
    pub options: BTreeMap<String, Seen>,
}

/// Looks at a project in one language.
///
/// # Errors
/// The preset is not well-formed.
pub fn survey(library: &Library, preset: &Preset, project: &dyn Project) -> Result<Survey> {
    let common = library.common()?;
    let signs = &preset.signs;
    let known = preset.known(project);
    let project: &dyn Project = &known;
    let skip: Vec<&str> = preset
        .ignore
        .iter()
        .chain(&common.ignore)
        .map(|p| p.strip_prefix("**/").unwrap_or(p))
        .collect();
    let code = Code::read(project, &signs.sources, &skip);
    let framework = framework(preset, project);
    let start = choose(preset, framework, project);
    let way = start.as_ref().and_then(|c| c.start);
    let named = |name: &str, seen| Clue {
        word: name.to_owned(),
        seen,
    };
    let manager = preset
        .managers
        .iter()
        .filter(|m| m.costs.is_empty())
        .find_map(|m| Some(named(&m.name, Seen::first(&m.when, project)?)));
    let stopgap = preset.managers.iter().filter(|m| !m.costs.is_empty());
    let stopgap = stopgap.filter_map(|m| Some((named(&m.name, Seen::first(&m.when, project)?), m.costs.clone())));
    let port = code.port(&signs.port_after, &signs.port_near);
    let serves = framework.is_some()
        || port.is_some()
        || signs.serves.is_empty()
        || any(&signs.serves, project)
        || code.has(&signs.listens).is_some();
    let own = way.map_or(signs.own, |w| w.own);
    let (scripted, plain) = (way.is_some() || signs.own, code.has(&signs.no_flags).is_none());
    Ok(Survey {
        stopgap: stopgap.into_iter().next().filter(|_| manager.is_none()),
        note: way.map(|w| w.note.clone()).unwrap_or_default(),
        flags: match serves && own && scripted && plain {
            true => signs.flags.iter().filter_map(|f| code.flag(f)).collect(),
            false => Vec::new(),
        },
        told: signs.told.iter().filter_map(|t| Some((t.clone(), code.has(&t.texts)?))).collect(),
        silent: !serves,
        name: Clue::first(&signs.name_from, project),
        version: Clue::first(&preset.version_from, project),
        manager,
        framework: framework.and_then(|f| Some(named(&f.name, Seen::first(&f.when, project)?))),
        entry: start
            .as_ref()
            .and_then(|c| c.entry.as_ref())
            .map(|(place, found)| Clue::of(place, found, project)),
        port,
        health: code.route(&common.health_paths),
        programs: match preset.binaries {
            Some(_) => names::programs(&signs.programs_from, project),
            None => Vec::new(),
        },
        needs: signs
            .needs
            .iter()
            .filter(|need| !any(&need.unless, project))
            .filter_map(|need| Some((need.clone(), Seen::first(&need.when, project)?)))
            .collect(),
        options: preset
            .options
            .iter()
            .filter_map(|(name, switch)| Some((name.clone(), Seen::first(&switch.when, project)?)))
            .collect(),
    })
}

/// A name for `app.toml` out of any text: the last part of a path that is more than a version, what is not allowed made a dash; none when nothing
/// is left.
pub fn name_from(text: &str) -> Option<String> {
    let last = names::last_part(text);
    let mut name = String::new();
    for c in last.chars() {
        match c {
            'a'..='z' | '0'..='9' => name.push(c),
            'A'..='Z' => name.push(c.to_ascii_lowercase()),
            '_' | '.' if !name.is_empty() => name.push(c),
            _ if !name.is_empty() && !name.ends_with('-') => name.push('-'),
            _ => {}
        }
    }
    let name: String = name.chars().take(63).collect();
    let name = name.trim_end_matches(['-', '_', '.']);
    (!name.is_empty()).then(|| name.to_owned())
}
