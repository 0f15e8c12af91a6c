//! How an app is started when nobody says: of the ways that a framework or a language knows, the first that is possible in this project.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{
    detect::{Condition, Find, Found, Inputs, any},
    preset::{Framework, Preset},
    project::Project,
};

/// A way to start an app.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Start {
    /// It is possible if any of these holds; always, when there are none.
    #[serde(default)]
    pub when: Vec<Condition>,
    /// Where its entry point is. It is possible only if one is there, unless there is nowhere to look.
    #[serde(default)]
    pub entry: Vec<Find>,
    /// Whether its entry point is where the language's `written` ones are: it is started from its sources.
    #[serde(default)]
    pub written: bool,
    /// The command; `{entry}`, `{port}` and `{name}` are filled in.
    pub command: Vec<String>,
    /// Variables that it needs; `{entry}` is filled in.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// The signal that stops it in place of the language's.
    pub stop: Option<String>,
    /// Switches that it needs.
    #[serde(default)]
    pub options: BTreeMap<String, bool>,
    /// What leaves the build stage when it is started so, in place of the preset's.
    pub artifacts: Option<Vec<Inputs>>,
    /// Whether the program is the project's own, so that it takes the options that the project's sources know.
    #[serde(default)]
    pub own: bool,
    /// What a person should know about it.
    #[serde(default)]
    pub note: String,
}

/// What was chosen.
pub struct Chosen<'p> {
    /// The command.
    pub command: &'p [String],
    /// The entry point, and the place that yielded it.
    pub entry: Option<(&'p Find, Found)>,
    /// The way, if it is one of several.
    pub start: Option<&'p Start>,
}

impl Chosen<'_> {
    /// The words of the command; `{port}` and `{name}` are still open.
    pub fn words(&self) -> Vec<String> {
        let entry = self.entry.as_ref().map_or("", |(_, found)| found.word.as_str());
        self.command.iter().map(|w| w.replace("{entry}", entry)).collect()
    }

    /// Whether a command is this one, perhaps with further words behind it.
    fn begins(&self, command: &[String]) -> bool {
        let words = self.words();
        let same = |(ours, theirs): (&String, &String)| ours == theirs || ours.contains("{port}") || ours.contains("{name}");
        words.len() <= command.len() && words.iter().zip(command).all(same)
    }
}

/// The way to start that a person's own command is, if it is one: the framework's, then the language's.
pub fn known<'p>(preset: &'p Preset, framework: Option<&'p Framework>, project: &dyn Project, command: &[String]) -> Option<Chosen<'p>> {
    let behind = behind_exec(command);
    let command = behind.as_deref().unwrap_or(command);
    let written = preset.runtime.written.as_slice();
    let of = |starts: &'p [Start], places: &'p [Find]| {
        let possible = starts.iter().filter_map(|s| possible(s, [places, written], project));
        possible.into_iter().find(|chosen| chosen.begins(command))
    };
    framework
        .and_then(|f| of(&f.starts, &f.entry))
        .or_else(|| of(&preset.runtime.starts, &preset.runtime.entry))
}

/// The command that a line for a shell becomes at its end: `sh -c "… && exec program argument"`.
fn behind_exec(command: &[String]) -> Option<Vec<String>> {
    let [shell, option, line] = command else {
        return None;
    };
    if !matches!(shell.as_str(), "sh" | "/bin/sh") || option != "-c" {
        return None;
    }
    let (_, last) = line.rsplit_once("&& exec ")?;
    Some(last.split_whitespace().map(str::to_owned).collect())
}

/// The first way that is possible: the framework's, its usual command, the language's, its usual command.
pub fn choose<'p>(preset: &'p Preset, framework: Option<&'p Framework>, project: &dyn Project) -> Option<Chosen<'p>> {
    let runtime = &preset.runtime;
    let usual = |command: Option<&'p Vec<String>>, places: [&'p [Find]; 2]| {
        let command = command?;
        let entry = places.into_iter().find_map(|p| first(p, project));
        let wanted = command.iter().any(|w| w.contains("{entry}"));
        (entry.is_some() || !wanted).then_some(Chosen {
            command,
            entry,
            start: None,
        })
    };
    let written = runtime.written.as_slice();
    let of = |starts: &'p [Start], places: &'p [Find]| starts.iter().find_map(|s| possible(s, [places, written], project));
    let framed = framework.and_then(|f| of(&f.starts, &f.entry));
    framed
        .or_else(|| framework.and_then(|f| usual(f.command.as_ref(), [&f.entry, &runtime.entry])))
        .or_else(|| of(&runtime.starts, &runtime.entry))
        .or_else(|| {
            usual(
                runtime.command.as_ref().filter(|_| framework.is_none_or(|f| f.command.is_none())),
                [&runtime.entry, &[]],
            )
        })
}

fn possible<'p>(start: &'p Start, [usual, written]: [&'p [Find]; 2], project: &dyn Project) -> Option<Chosen<'p>> {
    if !start.when.is_empty() && !any(&start.when, project) {
        return None;
    }
    let wanted = start.command.iter().chain(start.env.values()).any(|w| w.contains("{entry}"));
    let places = match start.entry.as_slice() {
        [] if start.written => written,
        [] => usual,
        own => own,
    };
    let entry = if wanted { Some(first(places, project)?) } else { None };
    Some(Chosen {
        command: &start.command,
        entry,
        start: Some(start),
    })
}

fn first<'p>(places: &'p [Find], project: &dyn Project) -> Option<(&'p Find, Found)> {
    places.iter().find_map(|place| Some((place, place.find(project)?)))
}
