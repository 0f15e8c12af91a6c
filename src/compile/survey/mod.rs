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
    detect::{Find, any},
    library::Library,
    preset::{Framework, Preset},
    project::{Kind, Project},
    signs::{Need, Signs, Writes},
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
        if any(&preset.signs.unless, project) {
            continue;
        }
        let certain = Seen::first(&preset.signs.known_by, project);
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
    found.sort_by_key(|c| (!c.leads, !c.serves));
    Ok(found)
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
    /// The framework, by its name in the preset.
    pub framework: Option<Clue>,
    /// The entry point.
    pub entry: Option<Clue>,
    /// The port.
    pub port: Option<Clue>,
    /// The path that answers for its health.
    pub health: Option<Clue>,
    /// Its programs, for languages whose build makes some.
    pub programs: Vec<Clue>,
    /// Folders that it writes to, and what gives them away.
    pub writes: Vec<(Writes, Seen)>,
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
    let skip: Vec<&str> = preset
        .ignore
        .iter()
        .chain(&common.ignore)
        .map(|p| p.strip_prefix("**/").unwrap_or(p))
        .collect();
    let code = Code::read(project, signs, &skip);
    let framework = framework(preset, project);
    let places: &[Find] = framework.map_or(&[], |f| &f.entry);
    let named = |name: &str, seen| Clue {
        word: name.to_owned(),
        seen,
    };
    let manager = preset
        .managers
        .iter()
        .find_map(|m| Some(named(&m.name, Seen::first(&m.when, project)?)));
    Ok(Survey {
        name: Clue::first(&signs.name_from, project),
        version: Clue::first(&preset.version_from, project),
        manager,
        framework: framework.and_then(|f| Some(named(&f.name, Seen::first(&f.when, project)?))),
        entry: Clue::first(places, project).or_else(|| Clue::first(&preset.runtime.entry, project)),
        port: Clue::first(&signs.port_from, project).and_then(port).or_else(|| code.port(&signs.port_after)),
        health: Clue::first(&signs.health_from, project).or_else(|| code.route(&common.health_paths)),
        programs: match preset.binaries {
            Some(_) => names::programs(&signs.programs_from, project),
            None => Vec::new(),
        },
        writes: signs
            .writes
            .iter()
            .filter_map(|writes| Some((writes.clone(), Seen::first(&writes.when, project)?)))
            .collect(),
        needs: signs
            .needs
            .iter()
            .filter_map(|need| Some((need.clone(), Seen::first(&need.when, project)?)))
            .collect(),
        options: preset
            .options
            .iter()
            .filter_map(|(name, switch)| Some((name.clone(), Seen::first(&switch.when, project)?)))
            .collect(),
    })
}

/// The last number in a word such as `8080` or `${PORT:8080}`, if it is a port that an app without privileges may listen on.
fn port(clue: Clue) -> Option<Clue> {
    let number = clue.word.split(|c: char| !c.is_ascii_digit()).rfind(|part| !part.is_empty())?.to_owned();
    let is_free = number.parse::<u16>().is_ok_and(|port| port >= 1024);
    is_free.then_some(Clue {
        word: number,
        seen: clue.seen,
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
