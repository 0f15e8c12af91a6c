//! A workspace: several apps below one lock file at the top, which is what an image of one of them is built from.

use std::{
    collections::BTreeMap,
    iter, mem,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::member::Above;
use crate::{
    compile::{
        self, Below, Framework, Inputs, Library, Need, Pinning, Preset, Project, SwitchValue,
        survey::{self, Candidate, Seen, Survey, Told},
    },
    error::Error,
    io::{DiskProject, World, path_text},
    sorting,
    source::Source,
    value::shown,
};

/// An app of a workspace that can be started from its top.
pub struct App {
    /// Its folder.
    pub folder: String,
    /// The start command, with paths from the top; empty where the preset's own is meant.
    pub command: Vec<String>,
    /// Switches that its build takes.
    pub options: BTreeMap<String, SwitchValue>,
    /// What gives its language away.
    known_by: Seen,
    /// Whether it is started as what its package installs, so that paths in its sources count from the top.
    by_name: bool,
    /// The environment that it needs where it is started from its folder, and is not installed.
    loose: Option<Vec<Told>>,
    /// What was seen in it, with paths from the top.
    seen: Survey,
}

impl App {
    /// What a person types behind `--command`: the command, or the folder of an app that takes more than a command.
    pub fn typed(&self) -> String {
        if self.options.is_empty() {
            self.command.join(" ")
        } else {
            self.folder.clone()
        }
    }

    /// What is said of it where the image is for it; of the others, what one types for an image of each.
    pub fn told(&self, others: &[String]) -> String {
        let also = match others {
            [] => String::new(),
            _ => format!("; for the others: {}", others.join(", ")),
        };
        let own = shown(&self.folder);
        format!("the image is for {own}; the whole workspace is built for it{also}")
    }

    /// Whether something in it listens on a port.
    pub fn serves(&self) -> bool {
        !self.seen.silent
    }

    /// What was seen of the whole workspace, with what is the app's own in the place of the others'.
    pub fn replaces(&mut self, all: &mut Survey, others: &[Self]) {
        let mut own = mem::take(&mut self.seen);
        let from_top = |seen: &mut Seen| seen.go_below(&self.folder);
        own.port.iter_mut().chain(&mut own.health).for_each(|clue| from_top(&mut clue.seen));
        own.told.iter_mut().for_each(|(_, seen)| from_top(seen));
        own.needs.iter_mut().for_each(|(_, seen)| from_top(seen));
        own.writes.iter_mut().for_each(|(_, seen)| from_top(seen));
        own.flags.iter_mut().for_each(|(_, seen)| from_top(seen));
        all.silent = own.silent;
        all.stop = own.stop;
        all.port = own.port;
        // What is shared may have it, but not another app.
        let is_shared = |seen: &Seen| !others.iter().any(|other| seen.is_in(&other.folder));
        let shared = all.health.take().filter(|clue| is_shared(&clue.seen));
        all.health = own.health.or(shared);
        all.keeps.retain(is_shared);
        all.told = own.told;
        if let Some(env) = self.loose.take() {
            let seen = Seen::file(&self.folder);
            all.told.extend(env.into_iter().map(|told| (told, seen.clone())));
            all.beside = Some((self.folder.clone(), "its own settings make no package of it".to_owned()));
        }
        if self.by_name {
            all.keeps.add(own.keeps, &self.folder);
        }
        all.flags = own.flags;
        all.writes = own.writes;
        let from_app = |path: &String| path.strip_prefix("/app/").map(|below| format!("/app/{}/{below}", self.folder));
        all.writable = own
            .writable
            .iter()
            .map(|path| from_app(path).unwrap_or_else(|| path.clone()))
            .collect();
        own.needs.iter_mut().for_each(|(need, _)| need.run_in(&self.folder));
        own.needs.retain(|need| !all.needs.iter().any(|known| known.0.why == need.0.why));
        all.needs.append(&mut own.needs);
    }
}

/// The workspace above a folder, if it builds a program of it, or the folder has no lock file: alone, what the workspace calls its own would be
/// taken from the public index, from whoever has that name there.
///
/// # Errors
/// The folder cannot be resolved, or the preset is not well-formed.
pub fn above(world: &dyn World, folder: &Path, (library, preset): (&Library, &Preset), survey: &Survey) -> Result<Option<Above>, Error> {
    let inside = world.resolve(folder)?;
    let is_repository = |path: &Path| world.kind(&path.join(".git")).is_ok_and(|kind| kind.is_some());
    if is_repository(&inside) {
        return Ok(None);
    }
    for top in inside.ancestors().skip(1) {
        let project = DiskProject::new(world, top)?;
        if survey::is_workspace(preset, &project) {
            let above = Above::new(&inside, top, from_here(world, top));
            let covers = !survey.costs.is_empty() || above.builds(&survey::survey(library, preset, &project)?).next().is_some();
            return Ok(Some(above).filter(|_| covers));
        }
        if !survey.costs.is_empty() && survey::is_whole(preset, &project) {
            let mut above = Above::new(&inside, top, from_here(world, top));
            above.is_part = true;
            return Ok(Some(above));
        }
        if is_repository(top) {
            break;
        }
    }
    Ok(None)
}

/// A resolved path relative to the current folder, if that is shorter.
fn from_here(world: &dyn World, path: &Path) -> String {
    let Ok(here) = world.resolve(Path::new(".")) else {
        return path_text(path);
    };
    let relative = if let Ok(below) = path.strip_prefix(&here) {
        below.to_owned()
    } else if let Ok(down) = here.strip_prefix(path) {
        down.components().map(|_| "..").collect::<PathBuf>()
    } else {
        path.to_owned()
    };
    if relative == Path::new("") {
        ".".to_owned()
    } else {
        path_text(&relative)
    }
}

/// The apps below a workspace's top that can be started from there, sorted by folder.
///
/// # Errors
/// A preset is not well-formed.
pub fn apps(library: &Library, preset: &Preset, language: &str, top: &Survey, project: &dyn Project) -> Result<Vec<App>, Error> {
    if !survey::is_workspace(preset, project) {
        return Ok(Vec::new());
    }
    let services = survey::services(library, project)?;
    let is_of = |of: &String| of == language || preset.signs.member.adopts.contains(of);
    let of_language = services.into_iter().filter(|(_, candidate)| is_of(&candidate.language));
    Ok(of_language
        .filter_map(|(folder, candidate)| {
            let known_by = candidate.seen;
            app(library, preset, language, top, project, folder).map(|app| App { known_by, ..app })
        })
        .collect())
}

/// An app of a workspace in another language than what was seen of the top, such as the site beside a server.
pub struct Other {
    /// Its folder.
    pub folder: String,
    /// Its language, and what gives it away.
    pub language: Candidate,
}

/// The apps below a workspace's top that presets of other languages can build from there, sorted by folder.
///
/// # Errors
/// A preset is not well-formed.
pub fn others(library: &Library, language: &str, project: &dyn Project) -> Result<Vec<Other>, Error> {
    let mut found = Vec::new();
    for of in library.languages().into_iter().filter(|of| *of != language) {
        let builds_here = |p: &Preset| !p.signs.member.paths.is_empty() && survey::is_workspace(p, project);
        let Some(preset) = library.preset(of)?.filter(builds_here) else {
            continue;
        };
        let top = survey::survey(library, &preset, project)?;
        found.extend(apps(library, &preset, of, &top, project)?.into_iter().map(|app| Other {
            language: Candidate {
                seen: Seen::file(&format!("{}/{}", app.folder, app.known_by.file)),
                language: of.to_owned(),
                title: preset.title.clone(),
                certain: true,
                serves: true,
                leads: false,
            },
            folder: app.folder,
        }));
    }
    sorting::by(&mut found, |a, b| a.folder.cmp(&b.folder));
    Ok(found)
}

/// Where some listen on a port, the others are taken for their libraries.
pub fn serving(mut apps: Vec<App>) -> Vec<App> {
    if apps.iter().any(App::serves) {
        apps.retain(App::serves);
    }
    apps
}

fn app(library: &Library, preset: &Preset, language: &str, top: &Survey, project: &dyn Project, folder: String) -> Option<App> {
    let inside = Below { project, folder: &folder };
    // One without a lock is taken only when it is named.
    let mut survey = survey::survey(library, preset, &inside).ok()?;
    let manager = &survey.manager.as_ref()?.word;
    let text = format!("[app]\nname = \"app\"\nlanguage = \"{language}\"\n\n[build]\nmanager = \"{manager}\"\n");
    let outline = compile::outline(Inputs {
        manifest: &Arc::new(Source::new("app.toml", text)),
        lock: None,
        project: &inside,
        library,
        pinning: Pinning {
            locked: false,
            unpinned: true,
        },
    });
    let plan = outline.ok()?;
    let command = &plan.runtime.command;
    let member = &preset.signs.member;
    let own = survey.name.as_ref().map(|name| name.word.clone());
    let set = member.options.iter().map(|(switch, value)| {
        let value = match value {
            SwitchValue::Text(text) => SwitchValue::Text(text.replace("{name}", own.as_deref()?)),
            SwitchValue::Bool(_) => value.clone(),
        };
        Some((switch.clone(), value))
    });
    let mut options: BTreeMap<String, SwitchValue> = set.collect::<Option<_>>()?;
    let is_shared = |word: &str| !member.shared.is_empty() && word.strip_prefix(&member.shared).is_some_and(|w| w.starts_with('/'));
    let at_top = |word: &String| {
        let path = word.strip_prefix("./").unwrap_or(word);
        let is_path = !path.starts_with(['/', '-', '.']) && !path.contains(':') && !is_shared(path);
        (is_path && (path.contains('/') || inside.kind(path).is_some())).then(|| format!("{folder}/{path}"))
    };
    // The lock file, which says who manages the packages, lies at the top.
    let of_top = top.manager.as_ref().map(|manager| manager.word.as_str());
    let apart = preset
        .managers
        .iter()
        .any(|m| Some(m.name.as_str()) == of_top && m.facts.contains_key("apart"));
    let at_tool = |word: &String| match word.strip_prefix("/app/").unwrap_or(word) {
        tool if is_shared(tool) && apart => format!("/app/{folder}/{tool}"),
        tool if is_shared(tool) => format!("/app/{tool}"),
        _ => word.clone(),
    };
    for switch in &member.keeps {
        options.extend(
            plan.options
                .get(switch)
                .filter(|value| **value == SwitchValue::Bool(true))
                .map(|value| (switch.clone(), value.clone())),
        );
    }
    let loose = survey::loose(preset, &inside, &folder);
    let framework = preset.frameworks.iter().find(|f| f.name == plan.framework);
    if let Some((clue, framework)) = survey.framework.clone().zip(framework) {
        variables(&mut survey, &clue.seen, framework, (preset, top));
    }
    let paths: Vec<Option<String>> = iter::once(None).chain(command.iter().skip(1).map(at_top)).collect();
    let by_path = paths.iter().any(Option::is_some);
    let build = preset.made.as_ref().and_then(|made| made.option.as_ref());
    let builds = build.filter(|build| survey.options.contains_key(*build) && !top.options.contains_key(*build));
    let is_served = !member.paths.is_empty();
    if is_served {
        options.extend(served(preset, project, (&folder, &survey), &plan.options)?);
    }
    let command = match &member.within {
        _ if is_served => Vec::new(),
        Some(within) if !by_path || builds.is_some() => {
            // What is put together from other folders lies elsewhere than the app expects.
            if framework.is_some_and(|f| f.leaves.iter().any(|leaves| leaves.to.is_some())) {
                return None;
            }
            options.insert(within.clone(), SwitchValue::Text(folder.clone()));
            for switch in builds.into_iter().chain(member.builds.as_ref().filter(|_| builds.is_some())) {
                options.insert(switch.clone(), SwitchValue::Bool(true));
            }
            let usual = preset.options.get("script").map(|switch| &switch.default);
            if let Some(script) = plan.options.get("script").filter(|s| builds.is_some() && Some(*s) != usual) {
                options.insert("script".to_owned(), script.clone());
            }
            command.iter().map(at_tool).collect()
        }
        // What is installed by its name is started by it, but where it cannot be.
        _ if by_path != member.options.is_empty() && loose.is_none() => return None,
        _ => command
            .iter()
            .cloned()
            .zip(paths)
            .map(|(word, path)| path.unwrap_or_else(|| at_tool(&word)))
            .collect(),
    };
    Some(App {
        known_by: Seen::file(&folder),
        folder,
        command,
        options,
        by_name: !by_path && member.within.is_none(),
        loose,
        seen: survey,
    })
}

/// What an app's framework sets, where the top has another one or none.
fn variables(survey: &mut Survey, seen: &Seen, framework: &Framework, (preset, top): (&Preset, &Survey)) {
    let of_top = top.framework.as_ref();
    let of_top = of_top.and_then(|clue| preset.frameworks.iter().find(|f| f.name == clue.word));
    let usual = &preset.runtime.env;
    let is_new = |(name, value): &(&String, &String)| of_top.is_none_or(|f| !f.env.contains_key(*name)) && usual.get(*name) != Some(value);
    let told = framework.env.iter().filter(is_new).map(|(name, value)| Told {
        needed: true,
        ..Told::new(name, value)
    });
    survey.told.extend(told.map(|told| (told, seen.clone())));
    let build = framework.build_env.iter();
    let build = build.filter(|(name, _)| of_top.is_none_or(|f| !f.build_env.contains_key(*name)));
    let need = Need {
        env: build.map(|(name, value)| (name.clone(), value.clone())).collect(),
        why: "a variable of its framework".to_owned(),
        ..Need::default()
    };
    if !need.env.is_empty() {
        survey.needs.push((need, seen.clone()));
    }
}

/// The switches of an app of which files are served: where they lie; none where the top has no build, or nothing is built of it.
fn served(
    preset: &Preset,
    top: &dyn Project,
    (folder, survey): (&str, &Survey),
    alone: &BTreeMap<String, SwitchValue>,
) -> Option<BTreeMap<String, SwitchValue>> {
    let manager = survey.manager.as_ref()?;
    preset.managers.iter().find(|m| m.name == manager.word && !m.facts.is_empty())?;
    let member = &preset.signs.member;
    let mut options = BTreeMap::new();
    for switch in &member.paths {
        if let Some(SwitchValue::Text(path)) = alone.get(switch) {
            options.insert(switch.clone(), SwitchValue::Text(format!("{folder}/{path}")));
        }
    }
    let script = preset.options.get("script")?;
    // The top's build makes it, or nothing does.
    script.from.iter().find_map(|place| place.find(top))?;
    Some(options)
}
