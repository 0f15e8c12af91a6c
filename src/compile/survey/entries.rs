//! From what was seen and what was answered to the lines of an `app.toml`, and to the lines that people are shown.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::{Clue, Survey, assets, by_hand::alone, gathers, lines::Lines, name_from, needs::packages, written};
use crate::compile::{
    draft::{Entry, Weight},
    lift::{Account, merge},
    plan::Plan,
    preset::{Preset, SwitchValue},
    render::sh,
    signs::Programs,
};

/// What a person decided, by flag or by answer. What is none is left to what was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The app's name.
    pub name: Option<String>,
    /// The language's version.
    pub version: Option<String>,
    /// The framework.
    pub framework: Option<String>,
    /// The package manager.
    pub manager: Option<String>,
    /// The base variant.
    pub base: Option<String>,
    /// The start command.
    pub command: Option<Vec<String>>,
    /// The programs, for languages whose build makes some.
    pub programs: Vec<String>,
    /// The app's files.
    pub files: Vec<String>,
    /// Ports.
    pub ports: Vec<u16>,
    /// The path that answers for its health; an empty text for no probe at all.
    pub health: Option<String>,
    /// Folders that it writes to.
    pub writable: Vec<String>,
    /// Whether any uid of group 0 is to run it.
    pub openshift: bool,
    /// Switches of the preset.
    pub options: BTreeMap<String, SwitchValue>,
}

/// What is asked of people once the project has been looked at.
pub struct Ground<'a> {
    /// The language: the preset's file name.
    pub language: &'a str,
    /// Why this language.
    pub because: &'a str,
    /// Its preset.
    pub preset: &'a Preset,
    /// What was seen.
    pub survey: &'a Survey,
    /// What was answered.
    pub answers: &'a Answers,
    /// The folder's own name.
    pub folder: &'a str,
    /// What a Dockerfile that is lifted says.
    pub lifted: &'a [Account],
    /// What that is called.
    pub from: &'a str,
}

/// The keys that decide something.
pub fn decided(ground: &Ground<'_>) -> Vec<Entry> {
    let (survey, answers) = (ground.survey, ground.answers);
    let mut out = Lines::default();
    let (name, why) = name(ground);
    out.add("app", "name", name.clone(), why);
    out.add("app", "language", ground.language.to_owned(), ground.because.to_owned());
    match (&answers.version, &survey.newer, &survey.version) {
        (None, ..) if survey.older.is_some() => {
            let (version, why) = survey.older.clone().unwrap_or_default();
            out.add("app", "version", version, why);
        }
        (None, Some((newer, gone)), Some(asked)) => {
            let why = format!("{} asks for {}, {gone}", asked.seen, crate::value::shown(&asked.word));
            out.add("app", "version", newer.clone(), why);
        }
        (said, ..) => out.maybe("app", "version", said.clone()),
    }
    out.maybe("app", "framework", answers.framework.clone());
    match (&answers.manager, &survey.manager) {
        (None, Some(manager)) if !survey.costs.is_empty() => out.add("build", "manager", manager.word.clone(), survey.costs.clone()),
        (said, _) => out.maybe("build", "manager", said.clone()),
    }
    for (name, value) in &answers.options {
        let value = match value {
            SwitchValue::Bool(on) => Value::from(*on),
            SwitchValue::Text(text) => Value::from(text.as_str()),
        };
        out.add("build.options", name, value, String::new());
    }
    let base = packages(ground, &mut out);
    out.list("artifacts", "files", &answers.files);
    programs(ground, &name, &mut out);
    match (&answers.base, base) {
        (None, Some((base, why))) => out.add("runtime", "base", base, why),
        _ => out.maybe("runtime", "base", answers.base.clone()),
    }
    out.list("runtime", "command", answers.command.as_deref().unwrap_or_default());
    let usual = usual_port(ground).to_string();
    match (&survey.port, answers.ports.as_slice()) {
        (Some(seen), []) if seen.word == usual => {}
        (Some(seen), []) => {
            let port: i64 = seen.word.parse().unwrap_or_default();
            out.add("runtime", "ports", Value::Array(vec![port.into()]), seen.seen.to_string());
        }
        (None, []) if survey.silent => {
            let why = "no source file listens; name the port if it does".to_owned();
            out.add("runtime", "ports", Value::Array(Vec::new()), why);
        }
        (None, []) => {}
        (_, ports) => {
            let ports = ports.iter().map(|p| Value::from(i64::from(*p))).collect();
            out.add("runtime", "ports", Value::Array(ports), String::new());
        }
    }
    let port = match (answers.ports.first(), &survey.port) {
        (Some(port), _) => port.to_string(),
        (None, Some(seen)) => seen.word.clone(),
        (None, None) => usual,
    };
    for (told, seen) in survey.told.iter().filter(|(told, _)| !survey.silent || told.folder.is_some()) {
        let value = told.value.replace("{port}", &port);
        let why = if told.needed { "needs" } else { "reads" };
        out.add("runtime.env", &told.name, value, format!("{seen} {why} it"));
    }
    written::folders(ground, &mut out);
    match (&answers.health, &survey.health) {
        (Some(none), _) if none.is_empty() => out.add("runtime", "health", false, String::new()),
        (Some(path), _) => out.add("runtime", "health", at_path(path), String::new()),
        (None, Some(seen)) if !survey.silent || !answers.ports.is_empty() => {
            out.add("runtime", "health", at_path(&seen.word), seen.seen.to_string());
        }
        (None, _) => {}
    }
    if let Some(stop) = &survey.stop {
        let why = "nothing in its sources handles SIGTERM, which process 1 then passes over".to_owned();
        out.add("runtime", "stop", stop.clone(), why);
    }
    if answers.openshift {
        out.add("runtime", "openshift", true, "any uid of group 0".to_owned());
    }
    let said = |option: &str| answers.options.contains_key(option);
    if let Some(added) = survey.added.as_ref().filter(|a| !a.packages.is_empty() && !said(&a.option)) {
        out.add("build.options", &added.option, added.packages.join(" "), added.why.clone());
    }
    assets::lines(ground, &mut out);
    gathers::lines(ground, &mut out);
    if let Some(seen) = survey.carried.values().next() {
        let why = format!("{seen} reads it where it is started");
        out.list_why("artifacts", "also", survey.carried.keys().cloned(), &why);
    }
    if let Some((folder, why)) = &ground.survey.beside {
        out.list_why("artifacts", "also", std::iter::once(folder.clone()), why);
    }
    merge(&mut out.0, ground.lifted, ground.from, answers);
    alone(ground, &mut out);
    written::by_name(ground, &mut out);
    out.0
}

/// What the plan settled besides, as lines that follow the project.
pub fn following(ground: &Ground<'_>, plan: &Plan, decided: &[Entry]) -> Vec<Entry> {
    let survey = ground.survey;
    let text = |t: &str| Value::from(t);
    let usual = || "the usual choice".to_owned();
    let seen = |clue: &Option<super::Clue>| clue.as_ref().map_or_else(usual, |c| c.seen.to_string());
    let version = (!plan.version.is_empty()).then(|| ("app", "version", text(&plan.version), seen(&survey.version)));
    let mut lines: Vec<_> = version.into_iter().collect();
    let framework = lines.len();
    lines.extend([
        ("build", "manager", text(&plan.manager), seen(&survey.manager)),
        ("runtime", "base", text(&plan.base), others(ground, plan)),
    ]);
    if !plan.framework.is_empty() {
        lines.insert(framework, ("app", "framework", text(&plan.framework), seen(&survey.framework)));
    }
    if !plan.runtime.command.is_empty() {
        let words = plan.runtime.command.iter().map(|w| text(w)).collect();
        let mut why = seen(&survey.entry);
        if !survey.note.is_empty() {
            why = format!("{why}: {}", survey.note);
        }
        if !survey.left_out.is_empty() {
            why = format!("{why}; left out: {}", crate::value::shown(&survey.left_out.join("; ")));
        }
        lines.push(("runtime", "command", Value::Array(words), why));
    }
    let ports = plan.runtime.ports.iter().map(|p| Value::from(i64::from(*p))).collect();
    lines.push(("runtime", "ports", Value::Array(ports), seen(&survey.port)));
    // Nothing to add about ports and health where there are none.
    if plan.runtime.ports.is_empty() {
        lines.retain(|(_, key, ..)| *key != "ports");
    }
    if plan.runtime.health.kind == "tcp" {
        let why = "now a probe only connects to the port".to_owned();
        lines.push(("runtime", "health", at_path("/healthz"), why));
    }
    lines.push((
        "runtime",
        "writable",
        Value::Array(vec![text("/app/data")]),
        "nothing is, now".to_owned(),
    ));
    let port = plan.runtime.ports.first().map(ToString::to_string).unwrap_or_default();
    let flags: Vec<(String, &super::Seen)> = survey.flags.iter().map(|(w, seen)| (w.replace("{port}", &port), seen)).collect();
    let has_shell = ground.preset.bases.iter().any(|base| base.name == plan.base && base.shell);
    let first = survey.needs.iter().find(|(need, _)| has_shell && !need.first.is_empty());
    let is_new = |section: &str, key: &str| !decided.iter().any(|e| e.section == section && e.key == key);
    lines
        .into_iter()
        .filter(|(section, key, ..)| is_new(section, key))
        .map(|(section, key, value, why)| match value {
            // What its own program has to be told is no choice that could follow the project by itself.
            Value::Array(mut words) if key == "command" && (!flags.is_empty() || first.is_some()) => {
                words.extend(flags.iter().flat_map(|(word, _)| word.split(' ')).map(Value::from));
                let places: BTreeSet<String> = flags.iter().map(|(_, seen)| seen.to_string()).collect();
                let places = places.into_iter().collect::<Vec<_>>().join(", ");
                let mut whys = vec![why];
                whys.extend((!flags.is_empty()).then(|| format!("its options: {places}")));
                if let Some((need, seen)) = first {
                    let line: Vec<String> = words.iter().filter_map(|word| word.as_str()).map(sh).collect();
                    let line = format!("{} && exec {}", need.first, line.join(" "));
                    words = ["sh", "-c", line.as_str()].map(Value::from).to_vec();
                    whys.push(format!("{seen}: {}", need.why));
                }
                entry(section, key, Value::Array(words), Weight::Decides, whys.join("; "))
            }
            value => entry(section, key, value, Weight::Follows, why),
        })
        .collect()
}

fn entry(section: &'static str, key: &str, value: Value, weight: Weight, why: String) -> Entry {
    Entry {
        section,
        key: key.to_owned(),
        value,
        weight,
        why,
    }
}

/// The port that is taken when nobody says.
fn usual_port(ground: &Ground<'_>) -> u16 {
    let name = ground
        .answers
        .framework
        .as_ref()
        .or(ground.survey.framework.as_ref().map(|f| &f.word));
    let framework = ground.preset.frameworks.iter().find(|f| Some(&f.name) == name);
    framework.and_then(|f| f.port).unwrap_or(ground.preset.runtime.port)
}

fn others(ground: &Ground<'_>, plan: &Plan) -> String {
    let others: Vec<&str> = ground
        .preset
        .bases
        .iter()
        .map(|b| b.name.as_str())
        .filter(|n| *n != plan.base)
        .collect();
    if others.is_empty() {
        return "the only one".to_owned();
    }
    format!("or {}: `hullwright presets {}`", others.join(", "), ground.language)
}

fn name(ground: &Ground<'_>) -> (String, String) {
    if let Some(said) = &ground.answers.name {
        return (said.clone(), String::new());
    }
    let seen = ground
        .survey
        .name
        .as_ref()
        .and_then(|c| Some((name_from(&c.word)?, c.seen.to_string())));
    let folder = || Some((name_from(ground.folder)?, "the folder's name".to_owned()));
    seen.or_else(folder).unwrap_or_else(|| ("app".to_owned(), String::new()))
}

/// Programs are named when there are several, or when the only one is not called as the app is; with their folders, where those tell no name.
fn programs(ground: &Ground<'_>, name: &str, out: &mut Lines) {
    let seen = &ground.survey.programs;
    let apart = |p: &Clue| {
        let mut usual = ground.preset.binaries.iter().flat_map(|b| &b.from);
        let in_workspace = any_named(&ground.preset.signs.programs_from) && p.seen.line.is_none();
        in_workspace && !usual.any(|pattern| pattern.replace("{name}", &p.word) == p.seen.file)
    };
    let value = |word: &str| match seen.iter().find(|p| p.word == word && apart(p)) {
        Some(p) => table([("name", word), ("from", &p.seen.file)]),
        None => Value::from(word),
    };
    let said = &ground.answers.programs;
    let meant = match said.first() {
        Some(first) => {
            out.add(
                "artifacts",
                "binaries",
                Value::Array(said.iter().map(|word| value(word)).collect()),
                String::new(),
            );
            seen.iter().find(|p| p.word == *first)
        }
        None => {
            let meant = seen.iter().find(|p| p.word == name).or(seen.first());
            if let Some(meant) = meant.filter(|p| p.word != name || apart(p)) {
                let others: Vec<&str> = seen.iter().map(|p| p.word.as_str()).filter(|word| *word != meant.word).collect();
                let also = match others.as_slice() {
                    [] => String::new(),
                    _ => format!("; there are also {}", crate::value::shown(&others.join(", "))),
                };
                out.add(
                    "artifacts",
                    "binaries",
                    Value::Array(vec![value(&meant.word)]),
                    format!("{}{also}", meant.seen),
                );
            }
            meant
        }
    };
    // It finds its files where it is started.
    let Some(folder) = meant.filter(|p| apart(p)).map(|p| p.seen.file.as_str()) else {
        return;
    };
    let brought = ground.survey.brings.iter().filter(|(of, _)| of == folder);
    let also: Vec<Value> = brought
        .map(|(_, path)| table([("from", &format!("{folder}/{path}")), ("to", &format!("/app/{path}"))]))
        .collect();
    if !also.is_empty() {
        out.add("artifacts", "also", Value::Array(also), "where it is started from".to_owned());
    }
}

fn any_named(places: &[Programs]) -> bool {
    places.iter().any(|place| matches!(place, Programs::FoldersNamed { .. }))
}

fn table<const N: usize>(pairs: [(&str, &str); N]) -> Value {
    Value::Table(pairs.into_iter().map(|(key, text)| (key.to_owned(), Value::from(text))).collect())
}

fn at_path(path: &str) -> Value {
    let mut table = toml::Table::new();
    table.insert("path".to_owned(), path.into());
    Value::Table(table)
}
