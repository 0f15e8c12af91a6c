//! A front end of its own that the app serves: a package.json beside its sources or in a folder, whose build makes what the sources name.

use super::{
    baked::{Baked, baked},
    code::Code,
    entries::Ground,
    lines::Lines,
    seen::{Clue, Seen},
};
use crate::{
    compile::{
        detect::{Find, any, is_aside, json_at},
        library::{AssetSigns, Common},
        preset::{Preset, SwitchValue},
        project::{Below, Kind, Project, at, leaves_out},
        resolve::with_called,
        signs::Need,
    },
    value::RelPath,
};

/// What is built for the app to serve.
#[derive(Clone, Debug)]
pub struct Served {
    /// The folder with its package.json; an empty text for the app's own.
    pub folder: String,
    /// The package manager, where it must be named, and what that costs.
    pub manager: Option<(String, String)>,
    /// What it makes, from the app's folder.
    pub made: String,
    /// Variables of its stage, and why.
    pub env: Vec<(String, String, String)>,
    /// Variables that its build compiles in.
    pub baked: Baked,
    /// Whether the app's own build puts it into a program.
    pub built_in: bool,
    /// Where the app names it, or its own script does.
    pub seen: Seen,
    /// Whether it is the app.
    pub is_named: bool,
}

impl Served {
    /// Whether something was seen in its folder, and is the business of its own stage.
    pub fn has(&self, seen: &Seen) -> bool {
        !self.folder.is_empty() && seen.is_in(&self.folder)
    }
}

/// How deep such a folder may lie: `theme/static_src` is two.
const DEPTH: usize = 2;
/// In how many folders one is looked for, before those below them are left.
const MOST: usize = 100;

/// The first front end that the app serves, and that is not there yet.
pub fn served((maker, common): (&Preset, &Common), (preset, code): (&Preset, &Code), project: &dyn Project) -> Option<Served> {
    let signs = &common.assets;
    let own = |manager: &str| preset.managers.iter().any(|m| m.name == manager);
    let by_same_tools = maker.managers.iter().any(|m| m.build.is_some() && own(&m.name));
    // A workspace builds what belongs to it.
    if any(&maker.signs.workspaces, project) {
        return None;
    }
    let (mut level, mut looked_at) = (vec![String::new()], 0);
    for depth in 0..=DEPTH {
        let mut below = Vec::new();
        for folder in level {
            let inside = Below { project, folder: &folder };
            looked_at += 1;
            let is_own = by_same_tools && (folder.is_empty() || is_built(&folder, preset, (signs, project)));
            let is_front = inside.kind(&signs.lines[0]) == Some(Kind::File) && !is_own;
            let found = is_front.then(|| Front::read(maker, common, &inside, &folder)).flatten();
            if let Some(served) = found.and_then(|front| front.served(code, preset, project)) {
                return Some(served);
            }
            if depth < DEPTH && looked_at < MOST {
                let folders = inside
                    .list("")
                    .into_iter()
                    .filter(|(name, kind)| *kind == Kind::Folder && !is_aside(name));
                below.extend(folders.map(|(name, _)| at(&folder, &name)));
            }
        }
        level = below;
    }
    None
}

/// The lines that have names.
fn lines_of(signs: &AssetSigns, project: &dyn Project) -> serde_json::Value {
    let [file, object] = &signs.lines;
    json_at(project, file, object).unwrap_or_default()
}

/// Whether the build of the package.json at the top goes into this folder.
fn is_built(folder: &str, preset: &Preset, (signs, project): (&AssetSigns, &dyn Project)) -> bool {
    let scripts = lines_of(signs, project);
    let own = preset.options.get("script").and_then(|script| Find::first(&script.from, project));
    let own = own.map_or("build".to_owned(), |found| found.word);
    [own.as_str(), "postinstall"]
        .iter()
        .any(|name| !folder.is_empty() && words(&with_called(&scripts, name)).any(|word| word.trim_matches('/') == folder))
}

/// A package.json with a build.
struct Front<'a> {
    folder: &'a str,
    script: Clue,
    manager: Option<(String, String)>,
    /// What it makes, and whether it says so itself.
    made: Vec<(String, bool)>,
    env: Vec<(String, String, String)>,
    baked: Baked,
}

impl<'a> Front<'a> {
    fn read(maker: &Preset, common: &Common, inside: &dyn Project, folder: &'a str) -> Option<Self> {
        let script = Clue::first(&maker.options.get("script")?.from, inside)?;
        let known = maker.known(inside);
        let fits = |dear: bool| {
            let mut managers = maker.managers.iter().filter(|m| m.build.is_some() && m.costs.is_empty() != dear);
            managers.find(|m| any(&m.when, &known))
        };
        let cheap = fits(false);
        let manager = cheap.or_else(|| fits(true))?;
        let site = maker.options.get("site")?;
        let framework = maker.frameworks.iter().find(|f| any(&f.when, &known));
        let usual = framework.and_then(|f| f.options.get("site"));
        let made = match (Find::first(&site.from, &known), usual) {
            (Some(said), _) => vec![(said.word, true)],
            (None, Some(SwitchValue::Text(usual))) => vec![(usual.clone(), false)],
            (None, _) => {
                let scripts = lines_of(&common.assets, inside);
                outputs(&with_called(&scripts, &script.word), &common.assets, inside)
                    .map(|path| (path, true))
                    .collect()
            }
        };
        let needs = maker.signs.needs.iter().filter(|need| any(&need.when, &known));
        let with_why = |need: &Need, why: &str| {
            let all = need.env.iter().map(|(name, value)| (name.clone(), value.clone(), why.to_owned()));
            all.collect::<Vec<_>>()
        };
        let mut baked = baked(&common.baked, &known);
        baked.go_below(folder);
        let own = baked
            .needs
            .iter()
            .flat_map(|(need, seen)| with_why(need, &format!("{seen}: {}", need.why)));
        let env: Vec<_> = needs.flat_map(|need| with_why(need, &need.why)).chain(own).collect();
        Some(Self {
            folder,
            manager: cheap.is_none().then(|| (manager.name.clone(), manager.costs.clone())),
            made,
            env,
            baked,
            script,
        })
    }

    fn served(self, code: &Code, preset: &Preset, project: &dyn Project) -> Option<Served> {
        let (made, seen, is_named, built_in) = self.made.iter().find_map(|(path, said)| {
            let made = joined(self.folder, path)?;
            if !is_absent(&made, self.folder, project) {
                return None;
            }
            let (seen, is_named, built_in) = match named(code, &made, self.folder, &preset.signs.embeds) {
                Some((seen, built_in)) => (seen, true, built_in),
                // What is made outside of its own folder, into one that is there, is meant for others.
                None if *said && is_elsewhere(&made, self.folder, project) => (
                    Seen {
                        file: at(self.folder, &self.script.seen.file),
                        ..self.script.seen.clone()
                    },
                    false,
                    false,
                ),
                None => return None,
            };
            Some((made, seen, is_named, built_in))
        })?;
        Some(Served {
            folder: self.folder.to_owned(),
            manager: self.manager,
            made,
            env: self.env,
            baked: self.baked,
            built_in,
            seen,
            is_named,
        })
    }
}

/// Files and folders that the words of a build name as what it makes: behind an option for that, or as a style sheet or a script that is not there.
fn outputs(line: &str, signs: &AssetSigns, inside: &dyn Project) -> impl Iterator<Item = String> {
    let all: Vec<&str> = words(line).collect();
    let behind = all
        .windows(2)
        .filter(|pair| signs.into.iter().any(|option| option == pair[0]))
        .map(|pair| pair[1]);
    let files = all.iter().copied().filter(|word| {
        let is_file = signs.endings.iter().any(|ending| word.ends_with(ending.as_str()));
        is_file
            && word.contains('/')
            && RelPath::new(word.trim_start_matches("../").trim_start_matches("./")).is_ok()
            && joined("", word).is_none_or(|path| inside.kind(&path).is_none())
    });
    let found: Vec<String> = behind
        .chain(files)
        .filter(|word| !word.starts_with('-'))
        .map(str::to_owned)
        .collect();
    found.into_iter()
}

/// The words of a script, without quotes; `--option=value` and `from:to` are two.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| c.is_whitespace() || matches!(c, '=' | ':' | '"' | '\'' | ';' | '&'))
        .filter(|word| !word.is_empty())
}

/// A path from a folder, from the top; none when it leaves the project.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    let path = parts.join("/");
    RelPath::new(&path).ok().map(|_| path)
}

/// Whether a clone of the project lacks it: it is not there, or version control leaves it out.
fn is_absent(path: &str, folder: &str, project: &dyn Project) -> bool {
    let inside = path.strip_prefix(&format!("{folder}/"));
    let left_out = || leaves_out(project, "", path) || inside.is_some_and(|inside| leaves_out(project, folder, inside));
    path != folder && (project.kind(path).is_none() || left_out())
}

fn is_elsewhere(made: &str, folder: &str, project: &dyn Project) -> bool {
    let outside = folder.is_empty() || made != folder && !made.starts_with(&format!("{folder}/"));
    let first = made.split_once('/').map(|(first, _)| first);
    outside && first.is_some_and(|first| project.kind(first).is_some())
}

/// Where the sources name it: its last part, on a line with its folder's name or in a file of that folder. Whether the line is one that builds it in.
fn named(code: &Code, made: &str, folder: &str, embeds: &[String]) -> Option<(Seen, bool)> {
    let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let (what, whose) = (last(made), last(folder));
    code.texts().find_map(|(file, text)| {
        let is_inside = folder.is_empty() || file.starts_with(&format!("{folder}/"));
        let mut lines = text.lines().enumerate().filter(|(_, line)| line.to_lowercase().contains(&what));
        lines.find_map(|(number, line)| {
            let built_in = embeds.iter().any(|text| line.contains(text.as_str()));
            let is_remark = !built_in && ["#", "//", "*"].iter().any(|mark| line.trim_start().starts_with(mark));
            let lower = line.to_lowercase();
            let has = |word: &str| {
                lower
                    .split(|c: char| !(c.is_alphanumeric() || ".-".contains(c)))
                    .any(|part| part == word)
            };
            let seen = || Seen {
                file: file.to_owned(),
                line: Some(number + 1),
            };
            (!is_remark && has(&what) && (is_inside || has(&whose))).then(|| (seen(), built_in))
        })
    })
}

/// The lines about it.
pub fn lines(ground: &Ground<'_>, out: &mut Lines) {
    let Some(served) = &ground.survey.assets else {
        return;
    };
    if !served.folder.is_empty() {
        out.add("assets", "folder", served.folder.clone(), String::new());
    }
    if let Some((manager, costs)) = &served.manager {
        out.add("assets", "manager", manager.clone(), costs.clone());
    }
    let why = if served.is_named { "serves it" } else { "makes it" };
    out.list_why("assets", "made", [served.made.clone()], &format!("{} {why}", served.seen));
    for (name, value, why) in &served.env {
        out.add("assets.env", name, value.clone(), why.clone());
    }
    if ground.preset.binaries.is_some() && !served.built_in {
        out.list_why("artifacts", "also", [served.made.clone()], "what that build makes");
    }
}
