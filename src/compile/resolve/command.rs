//! The start command: app.toml's, else how the project says that it is started, else what is usual for the framework or the language.

use std::collections::BTreeMap;

use super::{Ground, notes::Notes};
use crate::compile::{
    detect::Script,
    manifest::At,
    preset::{Base, Framework},
    start::{Chosen, Start, choose, known},
};

/// A command whose `{port}` and `{name}` are still open.
#[derive(Default)]
pub struct Words<'p> {
    /// The program and its arguments; empty when none is known.
    pub command: Vec<String>,
    /// Variables that its line sets.
    pub env: BTreeMap<String, String>,
    /// The way that it is started, if it is one of several.
    pub start: Option<&'p Start>,
}

/// The words, as far as they are known before anything else is settled.
pub fn words<'p>(ground: Ground<'p>, framework: Option<&'p Framework>) -> Words<'p> {
    if let Some(said) = &ground.manifest.runtime.command {
        let command: Vec<String> = said.iter().map(|w| w.value().to_string()).collect();
        // Further words, such as options of the program, do not change what it is.
        let known = known(ground.preset, framework, ground.project, &command);
        let (env, start) = known.map(|c| (env_of(ground, &c), c.start)).unwrap_or_default();
        return Words { command, env, start };
    }
    let unknown_framework = ground.manifest.app.framework.is_some() && framework.is_none();
    if unknown_framework || ["app.framework", "runtime.command"].iter().any(|key| ground.refused.has(key)) {
        return Words::default();
    }
    let preset = &ground.preset.runtime;
    if framework.is_some_and(|f| f.lacks.is_some()) {
        return Words::default();
    }
    let usual = framework.is_some_and(|f| f.command.is_some());
    let places = framework.map_or(&[][..], |f| f.scripts.as_slice());
    let also = if usual { &[] } else { preset.scripts.as_slice() };
    let found = Script::first(places, &preset.wording, ground.project).or_else(|| Script::first(also, &preset.wording, ground.project));
    if let Some(started) = found {
        return Words {
            command: started.command,
            env: started.env,
            start: None,
        };
    }
    let Some(chosen) = choose(ground.preset, framework, ground.project) else {
        return Words::default();
    };
    Words {
        command: chosen.words(),
        env: env_of(ground, &chosen),
        start: chosen.start,
    }
}

/// What tells the language where the modules are, if they are not at the top.
fn env_of(ground: Ground<'_>, chosen: &Chosen<'_>) -> BTreeMap<String, String> {
    let root = chosen.entry.as_ref().map_or("", |(_, found)| found.root.as_str());
    let modules = ground.preset.modules.as_ref().filter(|_| !root.is_empty());
    let env = modules.iter().flat_map(|m| &m.env);
    let env = env.map(|(name, value)| (name.clone(), value.replace("{root}", root)));
    let entry = chosen.entry.as_ref().map_or("", |(_, found)| found.word.as_str());
    let own = chosen.start.iter().flat_map(|start| &start.env);
    env.chain(own.map(|(name, value)| (name.clone(), value.replace("{entry}", entry))))
        .collect()
}

/// The whole command.
pub fn command(
    ground: Ground<'_>,
    (base, lacks): (Option<&Base>, Option<&str>),
    words: &Words<'_>,
    binaries: &[String],
    port: Option<u16>,
    notes: &mut Notes<'_>,
) -> Vec<String> {
    let said = &ground.manifest.runtime.command;
    let refused = ["app.framework", "runtime.command"].iter().any(|key| ground.refused.has(key));
    let mut filled = words.command.clone();
    match said {
        Some(said) => {
            let refused = ground.refused.has("runtime.command");
            if said.first().is_none_or(|w| w.as_str().is_empty()) && !refused {
                notes.error(
                    "no-command",
                    said.span(),
                    "the command is empty",
                    "name the program and its arguments",
                );
            }
        }
        None => {
            let usual = ground.preset.runtime.command.as_ref();
            if let Some(own) = base.and_then(|b| b.command.as_ref()).filter(|_| usual == Some(&filled)) {
                filled.clone_from(own);
            }
            let framework = &ground.manifest.app.framework;
            let known = framework
                .as_ref()
                .is_none_or(|said| ground.preset.frameworks.iter().any(|f| f.name == said.as_str()));
            if filled.is_empty() && known && !refused {
                let span = framework.as_ref().map_or(ground.manifest.app.language.span(), At::span);
                let help = lacks
                    .unwrap_or("say how it starts: [runtime] command = [\"program\", \"argument\"]")
                    .to_owned();
                notes.error("no-command", span, "no start command is known for this project", help);
            }
            let name = binaries.first().map_or(ground.manifest.app.name.as_str(), String::as_str);
            let port = port.unwrap_or(ground.preset.runtime.port).to_string();
            for word in &mut filled {
                *word = word.replace("{port}", &port).replace("{name}", name);
            }
        }
    }
    if let (Some(first), Some(base)) = (filled.first_mut(), base) {
        if binaries.contains(first) {
            *first = format!("/app/{first}");
        } else if let Some(path) = base.programs.get(first) {
            first.clone_from(path);
        }
    }
    filled
}
