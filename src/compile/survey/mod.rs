//! Looks at a project that has no `app.toml` yet: which language, and everything that can be told from its files, each with its place.

mod address;
mod assets;
mod baked;
mod by_hand;
mod candidates;
mod code;
mod entries;
mod gathers;
mod keeps;
mod lines;
mod names;
mod needs;
mod newest;
mod older;
mod quoted;
mod seen;
mod services;
mod settings;
mod there;
mod told;
mod written;

use std::collections::BTreeMap;

pub use by_hand::{by_hand, gaps};
pub use candidates::{Candidate, candidates, is_whole, is_workspace, loose, obvious};
pub use entries::{Answers, Ground, decided, following};
pub use seen::{Clue, Seen};
pub use services::services;

pub use super::signs::Told;

use super::{
    adds::{self, Added},
    detect::{Inputs, Script, any, told_ports},
    library::Library,
    preset::{Framework, Preset},
    project::{Below, Kind, Project},
    resolve::{newer, pick},
    signs::{Need, Writes},
    start::choose,
};
use crate::{error::Result, sorting};
use assets::Served;
use baked::{Baked, baked};
use code::Code;
use gathers::Gathered;
use keeps::{Keeps, keeps};
use settings::Settings;
use told::{brought, told};

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
    /// The version that is taken because the one that is asked for is gone.
    pub newer: Option<(String, &'static str)>,
    /// The older version that is taken because of what the project pins, and why.
    pub older: Option<(String, String)>,
    /// The package manager, by its name in the preset.
    pub manager: Option<Clue>,
    /// What it costs to have that manager; empty when it costs nothing.
    pub costs: String,
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
    /// What the line that starts it does besides, which is left out.
    pub left_out: Vec<String>,
    /// Folders that it writes to, as its framework does.
    pub writable: Vec<String>,
    /// The port.
    pub port: Option<Clue>,
    /// The path that answers for its health.
    pub health: Option<Clue>,
    /// Its programs, for languages whose build makes some.
    pub programs: Vec<Clue>,
    /// Files beside what is installed as a package, and where its sources name them.
    pub carried: BTreeMap<String, Seen>,
    /// What ships with a program of a workspace: its folder, and a path in that.
    pub brings: Vec<(String, String)>,
    /// Folders that it writes to, and what gives them away.
    pub writes: Vec<(Writes, Seen)>,
    /// Files and folders that its own sources name and write to.
    pub keeps: Keeps,
    /// The signal that stops it, where it would pass over the usual one.
    pub stop: Option<String>,
    /// What its dependencies need besides, and where each dependency stands.
    pub needs: Vec<(Need, Seen)>,
    /// What people have to know besides.
    pub words: Vec<String>,
    /// Switches that the project's files turn on.
    pub options: BTreeMap<String, Seen>,
    /// A front end that is built for it to serve.
    pub assets: Option<Served>,
    /// Files that a step of the build gathers.
    pub gathered: Option<Gathered>,
    /// A folder of sources that ships besides, and why.
    pub beside: Option<(String, String)>,
    /// Packages that no file of its package manager names.
    pub added: Option<Added>,
    /// Variables that its build compiles into what browsers load.
    pub baked: Baked,
}

/// Looks at a project in one language.
///
/// # Errors
/// The preset is not well-formed.
pub fn survey(library: &Library, preset: &Preset, project: &dyn Project) -> Result<Survey> {
    survey_for(library, preset, project, None)
}

/// The same, for the program of several that the image starts, if somebody said which.
///
/// # Errors
/// The preset is not well-formed.
pub fn survey_for(library: &Library, preset: &Preset, project: &dyn Project, started: Option<&String>) -> Result<Survey> {
    let common = library.common()?;
    let signs = &preset.signs;
    let known = preset.known(project);
    // Those that cost something only when there is no other.
    let (dear, cheap): (Vec<_>, Vec<_>) = preset.managers.iter().partition(|m| !m.costs.is_empty());
    let manager = cheap.into_iter().find(|m| m.when.is_empty() || any(&m.when, &known));
    let manager = manager.or_else(|| dear.into_iter().find(|m| any(&m.when, &known)));
    let added = adds::added(preset, &known, manager);
    let manager = added.as_ref().and_then(|a| a.alone(preset)).or(manager);
    let known = match &added {
        Some(added) => known.with(&added.file, &added.packages),
        None => known,
    };
    let project: &dyn Project = &known;
    let skip: Vec<&str> = preset
        .ignore
        .iter()
        .chain(&common.ignore)
        .map(|p| p.strip_prefix("**/").unwrap_or(p))
        .collect();
    let code = Code::read(project, signs, &skip, code::ready(preset, project));
    let mut programs = match preset.binaries {
        Some(_) => names::serving_first(names::programs(&signs.programs_from, project), &code, signs, project),
        None => Vec::new(),
    };
    sorting::by_key(&mut programs, |program| started.is_some_and(|name| program.word != *name));
    // What other programs do in folders of their own is nothing to the one that is meant.
    let others = names::folders_of_others(&programs, project);
    let code = code.without(&others);
    let framework = framework(preset, project);
    let start = choose(preset, framework, project);
    let way = start.as_ref().and_then(|c| c.start);
    let entry = start.as_ref().and_then(|c| c.entry.as_ref()).map(|(_, found)| found.word.as_str());
    let code = match entry.filter(|word| project.kind(word) == Some(Kind::File)) {
        Some(path) => code.with(project, path),
        None => code,
    };
    let named = |name: &str, seen| Clue {
        word: name.to_owned(),
        seen,
    };
    let version = Clue::first(&preset.version_from, project);
    // one that had no support any more when the preset was written counts as little as one that it does not have
    let picked = version.as_ref().and_then(|v| pick(preset, &v.word));
    let ended = picked.is_some_and(|v| v.eol.as_ref().is_some_and(|eol| eol.0 < preset.as_of.0));
    let gone = version.as_ref().filter(|_| picked.is_none() || ended);
    let scripts = framework.map_or(&[][..], |f| &f.scripts);
    let usual = framework.and_then(|f| f.command.as_ref()).is_none();
    let also = if usual { preset.runtime.scripts.as_slice() } else { &[] };
    let wording = &preset.runtime.wording;
    let started = Script::first(scripts, wording, project).or_else(|| Script::first(also, wording, project));
    let line = started.as_ref().map(|s| Clue {
        word: s.command.join(" "),
        seen: Seen::text(project, &s.file, &s.text),
    });
    let mut addresses = address::addresses(&code, signs, &common);
    let writing = &signs.writing;
    let writes = code.has(&writing.marks).or_else(|| code.has(&writing.folders)).is_some();
    let mut settings = Settings::read(project, &code, &common, writes);
    let port = Clue::first(&signs.port_from, project)
        .and_then(port)
        .or_else(|| code.port(&signs.port_after, &signs.port_near, &common.ports_of_others))
        .or_else(|| addresses.iter().find_map(|(_, _, port)| port.clone()))
        .or_else(|| settings.port.take())
        .or_else(|| {
            let mut told = told_ports(project);
            told.retain(|port| *port >= 1024 && !common.ports_of_others.contains(port));
            let usual = framework.and_then(|f| f.port).unwrap_or(preset.runtime.port);
            code.only_port(&told).filter(|_| !told.contains(&usual))
        });
    // an address with another port is that of another server
    addresses.retain(|(_, _, its)| {
        its.as_ref()
            .is_none_or(|its| port.as_ref().is_some_and(|port| port.word == its.word))
    });
    let serves = framework.is_some()
        || port.is_some()
        || signs.serves.is_empty()
        || any(&signs.serves, project)
        || code.has(&signs.listens).is_some();
    // None of the texts by which what listens is known stands anywhere.
    let unheard = framework.is_none() && !signs.listens_by.is_empty() && code.has_any(&signs.listens_by) == Some(false);
    let own = way.map_or(signs.own, |w| w.own);
    let scripted = way.is_some() || signs.own;
    let plain = code.has(&signs.no_flags).is_none() || code.has(&signs.flags_anyway).is_some();
    let all = signs
        .needs
        .iter()
        .filter(|need| !any(&need.unless, project))
        .filter_map(|need| Some((need.found_in(project), Seen::first(&need.when, project)?)));
    let (words, mut needs): (Vec<_>, Vec<_>) = all.partition(|(need, _)| need.is_word());
    let flags: Vec<_> = match serves && own && scripted && plain {
        true => signs.flags.iter().filter_map(|f| code.flag(f)).collect(),
        false => Vec::new(),
    };
    let itself = usual && way.is_none_or(|w| w.own) && flags.is_empty();
    let alone = |code: &Code| code.loopback(signs).or_else(|| code.untold(&signs.unless_told, project));
    let unreachable = Some(&code).filter(|_| itself).and_then(alone);
    let words = words.into_iter().map(|(need, seen)| format!("{seen}: {}", need.why));
    let unreachable =
        unreachable.map(|seen| format!("{seen}: it listens where only the container itself can reach it; let it listen on 0.0.0.0"));
    let told: Vec<(Told, Seen)> = told(signs, &common, project)
        .into_iter()
        .filter_map(|t| Some((t.clone(), code.has_beside(&t.texts, &t.unless)?)))
        .chain(addresses.into_iter().map(|(told, seen, _)| (told, seen)))
        .collect();
    let settled: Vec<String> = told
        .iter()
        .filter(|(t, _)| t.folder.is_some())
        .map(|(t, _)| t.name.clone())
        .collect();
    let reserved: Vec<&str> = preset.managers.iter().flat_map(|m| &m.files).filter_map(Inputs::name).collect();
    let installed = way.and_then(|w| w.artifacts.as_ref()).is_some_and(Vec::is_empty);
    let gathers_own = framework.is_some_and(|f| !f.leaves.is_empty() && !f.whole);
    let mut carried = match installed || gathers_own {
        true => there::named(&code, &common.data, &reserved, project),
        false => BTreeMap::new(),
    };
    let mut keeps = keeps(&code, (&signs.writing, &common), (&settled, &reserved), installed, project);
    carried.retain(|path, _| !keeps.files.contains_key(path));
    keeps.folders.append(&mut settings.folders);
    if writes {
        keeps
            .folders
            .extend(there::there(&code, &brought(signs, &common, project), &common.data, project));
    }
    let beside_code = keeps.code.iter().map(|(folder, seen)| {
        format!("{seen}: it writes to `{folder}`, where code lies, too; let it write to a folder of its own, and name that in [runtime] writable")
    });
    let maker = library.preset(&common.assets.preset)?;
    let assets = maker
        .as_ref()
        .and_then(|maker| assets::served((maker, &common), (preset, &code), project));
    needs.retain(|(_, seen)| !assets.as_ref().is_some_and(|served| served.has(seen)));
    let mut baked = baked(&common.baked, project);
    needs.append(&mut baked.needs);
    let (gathered, not_gathered) = gathers::gathered(&signs.gathers, &code, project);
    let low = if port.is_none() { code.low_port(&signs.port_after) } else { None };
    let low = low.map(|(low, seen)| {
        format!("{seen}: port {low} is below 1024, where not every platform lets the image's user listen; let it listen on a higher one, and name that in [runtime] ports")
    });
    let words: Vec<String> = words.chain(not_gathered).chain(unreachable).chain(low).chain(beside_code).collect();
    let stop = signs
        .stop
        .as_ref()
        .filter(|stop| own && scripted && code.has(&stop.unless).is_none());
    Ok(Survey {
        stop: stop.map(|stop| stop.signal.clone()),
        keeps,
        // a script of the project's own decides before that way does
        note: way.filter(|_| started.is_none()).map(|w| w.note.clone()).unwrap_or_default(),
        flags,
        told,
        silent: !serves || unheard,
        name: Clue::first(&signs.name_from, project),
        newer: gone.and_then(|v| {
            let why = if ended {
                "whose support has ended"
            } else {
                "which is no longer offered"
            };
            Some((newer(preset, &v.word)?.cycle.clone(), why))
        }),
        // a version that is gone decides nothing
        older: older::older(
            preset,
            project,
            version.as_ref().filter(|_| gone.is_none()).map(|v| v.word.as_str()),
        ),
        version,
        manager: manager.and_then(|m| {
            let by = added.as_ref().filter(|a| a.manager.is_some());
            Some(named(
                &m.name,
                by.map_or_else(|| Seen::first(&m.when, project), |a| Some(Seen::file(&a.file)))?,
            ))
        }),
        costs: manager.map(|m| m.costs.clone()).unwrap_or_default(),
        framework: framework.and_then(|f| Some(named(&f.name, Seen::first(&f.when, project)?))),
        entry: line.or_else(|| {
            Some(start.as_ref()?.entry.as_ref())
                .flatten()
                .map(|(place, found)| Clue::of(place, found, project))
        }),
        left_out: started.map(|s| s.before).unwrap_or_default(),
        writable: framework.map(|f| f.writable.clone()).unwrap_or_default(),
        port,
        health: Clue::first(&signs.health_from, project).or_else(|| code.route(&common.health_paths, &signs.route_before)),
        carried,
        brings: programs
            .iter()
            .filter(|program| program.seen.line.is_none())
            .filter_map(|program| names::folder(program, project))
            .flat_map(|folder| {
                let inside = Below { project, folder };
                let (taken, _) = Inputs::take(&preset.artifacts, &inside, &skip);
                taken.into_iter().map(|t| (folder.to_owned(), t.path)).collect::<Vec<_>>()
            })
            .collect(),
        programs,
        needs,
        words,
        writes: signs
            .writes
            .iter()
            .filter_map(|writes| Some((writes.clone(), Seen::first(&writes.when, project)?)))
            .collect(),
        options: preset
            .options
            .iter()
            .filter_map(|(name, switch)| Some((name.clone(), Seen::first(&switch.when, project)?)))
            .collect(),
        assets,
        gathered,
        beside: None,
        added: added.clone(),
        baked,
    })
}

/// The last number in a word such as `8080` or `${PORT:8080}`, if it is a port that an app without privileges may listen on.
fn port(clue: Clue) -> Option<Clue> {
    let number = clue
        .word
        .split(|c: char| !c.is_ascii_digit())
        .rfind(|part| !part.is_empty())?
        .to_owned();
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
