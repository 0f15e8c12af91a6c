//! Variables that a build compiles into what browsers load: `.env` never enters a build context, so what is public of it is said in app.toml.

use std::{collections::BTreeMap, sync::Arc};

use super::seen::Seen;
use crate::{
    audit::{self, Policy},
    compile::{
        detect::any,
        draft::Entry,
        library::BakedSigns,
        lift::glob,
        project::{Project, at},
        render::quoted,
        signs::Need,
    },
    dockerfile::Dockerfile,
    source::Source,
    value::{EnvName, Line},
};

/// What is known of such variables.
#[derive(Clone, Debug, Default)]
pub struct Baked {
    /// How their names begin.
    pub begin: Vec<String>,
    /// Those with a value, as what a build needs.
    pub needs: Vec<(Need, Seen)>,
    /// Those whose value for a build no file says, and where they are named.
    pub unsaid: Vec<(String, Seen)>,
    /// Those that have one by which it may be a secret.
    pub hidden: Vec<(String, Seen)>,
}

impl Baked {
    /// The same, where the project is seen from a folder above it.
    pub fn go_below(&mut self, folder: &str) {
        let needs = self.needs.iter_mut().map(|(_, seen)| seen);
        let others = self.unsaid.iter_mut().chain(&mut self.hidden).map(|(_, seen)| seen);
        needs.chain(others).for_each(|seen| seen.file = at(folder, &seen.file));
    }

    /// What a person has to know of those that no line of a section of app.toml gives a value.
    pub fn notes(&self, section: &str, entries: &[Entry]) -> Vec<String> {
        let open = |all: &[(String, Seen)]| {
            let is_open = |name: &String| !entries.iter().any(|e| e.section == section && e.key == *name);
            let all = all.iter().filter(|(name, _)| is_open(name));
            all.map(|(name, seen)| format!("{name} ({seen})")).collect::<Vec<_>>()
        };
        let (unsaid, hidden) = (open(&self.unsaid), open(&self.hidden));
        let mut notes = Vec::new();
        if !unsaid.is_empty() {
            notes.push(format!(
                "the build compiles variables into what browsers load, and no committed file has their values for that; say in [{section}]: {}",
                unsaid.join(", ")
            ));
        }
        if let Some(name) = hidden.first().and_then(|first| first.split(' ').next()) {
            notes.push(format!(
                "the build compiles variables into what browsers load that look like secrets, and are left out: {}. Where everybody may read them all the same, hand them to the build: [build] secrets = [{{ id = \"key\", env = \"{name}\", build = true }}]",
                hidden.join(", ")
            ));
        }
        notes
    }
}

/// Looks for them. A file that version control leaves out holds for one machine, and only says that there are some.
pub fn baked(signs: &BakedSigns, project: &dyn Project) -> Baked {
    let tools: Vec<_> = signs.names.iter().filter(|tool| any(&tool.when, project)).collect();
    let begins = |name: &str| tools.iter().any(|t| t.has(name));
    let switches = |name: &str| tools.iter().flat_map(|t| &t.switches).any(|switch| switch == name);
    let (mut said, mut named) = (BTreeMap::new(), BTreeMap::new());
    if tools.is_empty() {
        return Baked::default();
    }
    let ignored = project.read(".gitignore").unwrap_or_default();
    for file in &signs.files {
        let is_own = is_left_out(&ignored, file);
        for (name, value, seen) in lines(project, file) {
            match value {
                Some(value) if !is_own && (begins(&name) || switches(&name)) => drop(said.insert(name, (value, seen))),
                _ if begins(&name) => drop(named.entry(name).or_insert(seen)),
                _ => {}
            }
        }
    }
    for (name, _, seen) in signs.examples.iter().flat_map(|file| lines(project, file)) {
        if begins(&name) {
            named.entry(name).or_insert(seen);
        }
    }
    let mut baked = Baked {
        begin: tools.iter().flat_map(|t| &t.begin).cloned().collect(),
        ..Baked::default()
    };
    for (name, (value, seen)) in said {
        named.remove(&name);
        if is_refused(&name, &value) {
            baked.hidden.push((name, seen));
            continue;
        }
        let need = Need {
            why: "the build compiles it into what browsers load".to_owned(),
            env: BTreeMap::from([(name, value)]),
            ..Need::default()
        };
        baked.needs.push((need, seen));
    }
    let later = |name: &str| tools.iter().any(|t| t.later && t.has(name));
    baked.unsaid = named.into_iter().filter(|(name, _)| !later(name)).collect();
    baked
}

/// What an image must not hold, as the audit sees it.
fn is_refused(name: &str, value: &str) -> bool {
    let text = format!("FROM scratch\nENV {name}={}\n", quoted(value));
    let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)));
    audit::audit(&file, &Policy::default())
        .iter()
        .any(|finding| finding.rule.contains("secret"))
}

/// Whether a line of a `.gitignore` is about a file beside it, and no later one takes that back.
fn is_left_out(ignored: &str, file: &str) -> bool {
    let mut about = ignored.lines().map(str::trim).filter_map(|line| {
        let (back, pattern) = line.strip_prefix('!').map_or((false, line), |rest| (true, rest));
        glob(pattern.trim_start_matches("**/").trim_start_matches('/'), file).then_some(!back)
    });
    about.next_back().unwrap_or(false)
}

/// The variables of a file as dotenv has them: `export NAME="value" # remark`. No value where it is empty, of several lines, or made of others.
fn lines(project: &dyn Project, file: &str) -> Vec<(String, Option<String>, Seen)> {
    let text = project.read(file).unwrap_or_default();
    let named = text.lines().enumerate().filter_map(|(number, line)| {
        let line = line.trim();
        let (name, value) = line.strip_prefix("export ").unwrap_or(line).split_once('=')?;
        let name = EnvName::new(name.trim()).ok()?.to_string();
        let seen = Seen {
            file: file.to_owned(),
            line: Some(number + 1),
        };
        Some((name, plain(value.trim()), seen))
    });
    named.collect()
}

/// A value without its quotes and without a remark behind it.
fn plain(value: &str) -> Option<String> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'));
    let text = match quote {
        Some(quote) => value[1..].split_once(quote)?.0,
        None => value.split_once(" #").map_or(value, |(text, _)| text).trim_end(),
    };
    let is_whole = !text.is_empty() && !text.starts_with('#') && !text.contains(['$', '\\']);
    Line::new(text).ok().filter(|_| is_whole).map(|line| line.to_string())
}
