//! A step of the build that gathers files which the app serves, with words for the settings that it cannot do without.

use std::collections::BTreeMap;

use super::{
    code::Code,
    entries::Ground,
    lines::Lines,
    quoted::{holder, quoted},
    seen::Seen,
};
use crate::{
    compile::{
        detect::is_aside,
        lift::{Account, Fate},
        project::Project,
        render::sh,
        signs::Gathers,
    },
    value::{EnvName, RelPath},
};

/// What a build gathers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// The line of the build.
    pub run: String,
    /// The folder that it fills, from the top of the project.
    pub folder: String,
    /// Why, and where that is said.
    pub why: String,
}

/// What is to be gathered; or a word for the person where something is, but not where.
pub fn gathered(all: &[Gathers], code: &Code, project: &dyn Project) -> (Option<Gathered>, Vec<String>) {
    let mut words = Vec::new();
    for gathers in all {
        let Some(seen) = Seen::first(&gathers.when, project) else {
            continue;
        };
        match gathers.folder(code) {
            Some((folder, place)) => {
                let beside = gathers.beside.as_ref().and_then(|file| file.find(project));
                let below = beside
                    .as_ref()
                    .and_then(|found| found.word.rsplit_once('/'))
                    .map(|(below, _)| below);
                let step = gathers.line(code);
                let found = Gathered {
                    run: below.map_or(step.clone(), |below| format!("cd {} && {step}", sh(below))),
                    folder: below.map_or(folder.clone(), |below| format!("{below}/{folder}")),
                    why: format!("{seen}: {}; {place}", gathers.why),
                };
                return (Some(found), words);
            }
            None => words.push(format!("{seen}: {}", gathers.otherwise)),
        }
    }
    (None, words)
}

/// The lines about it, unless a Dockerfile that is taken over says what is run.
pub fn lines(ground: &Ground<'_>, out: &mut Lines) {
    let is_about = |key: &(&str, &str), a: &Account| matches!(&a.fate, Fate::Lifted(fact) if (fact.section, fact.key.as_str()) == *key);
    let keys = [("build", "run"), ("artifacts", "files")];
    let lifted = ground.lifted.iter().any(|a| keys.iter().any(|key| is_about(key, a)));
    let Some(gathered) = ground.survey.gathered.as_ref().filter(|_| !lifted) else {
        return;
    };
    let run = std::iter::once(gathered.run.clone());
    match out.0.iter_mut().find(|e| e.section == "build" && e.key == "run") {
        Some(entry) => {
            if let Some(steps) = entry.value.as_array_mut() {
                steps.extend(run.map(Into::into));
            }
        }
        None => out.list_why("build", "run", run, &gathered.why),
    }
    out.list_why(
        "artifacts",
        "also",
        std::iter::once(gathered.folder.clone()),
        "what that step of the build fills",
    );
}

impl Gathers {
    /// The folder that the setting names, and where: the texts behind the project's own top, one behind the other.
    fn folder(&self, code: &Code) -> Option<(String, Seen)> {
        code.texts().find_map(|(file, text)| {
            let (at, line) = text
                .lines()
                .enumerate()
                .find(|(_, line)| !self.is_remark(line) && holder(line) == Some(self.into.as_str()))?;
            let read = |text: &String| line.contains(text.as_str());
            if self.asks.iter().chain(&self.may_ask).any(read) {
                return None;
            }
            let parts: Vec<&str> = quoted(line).map(|q| q.text).collect();
            let path = RelPath::new(parts.join("/")).ok()?;
            let first = path.as_str().split('/').next().unwrap_or_default();
            let seen = Seen {
                file: file.to_owned(),
                line: Some(at + 1),
            };
            (!parts.is_empty() && !parts.contains(&"..") && !is_aside(first)).then(|| (path.as_str().to_owned(), seen))
        })
    }

    /// The step, with a word for each setting that has to be there.
    fn line(&self, code: &Code) -> String {
        let mut set = self.selected(code);
        let about = |text: &str| self.settings.iter().any(|s| text.contains(s.as_str()));
        let folder = |file: &str| file.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
        let folders: Vec<String> = code.texts().filter(|(_, text)| about(text)).map(|(file, _)| folder(file)).collect();
        for (_, text) in code.texts().filter(|(file, _)| folders.contains(&folder(file))) {
            for line in text.lines().filter(|line| !self.is_remark(line)) {
                for name in self.asked(line) {
                    let value = self.values.iter().find(|(part, _)| name.contains(part.as_str()));
                    set.insert(name.to_owned(), value.map_or(self.value.as_str(), |(_, value)| value).to_owned());
                }
            }
        }
        let words: Vec<String> = set.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        words.concat() + &self.run
    }

    fn is_remark(&self, line: &str) -> bool {
        line.trim_start().starts_with(self.remark.as_str())
    }

    /// The variable that selects the settings, where what starts the app selects others than the step would.
    fn selected(&self, code: &Code) -> BTreeMap<String, String> {
        let [name, by_step, by_start] = &self.selects;
        let says = |program: &str| {
            let is_it = |file: &str| file == program || file.ends_with(&format!("/{program}"));
            let (_, text) = code.texts().find(|(file, _)| is_it(file))?;
            let line = text.lines().find(|l| !self.is_remark(l) && quoted(l).any(|q| q.text == name))?;
            let value = quoted(line).map(|q| q.text).skip_while(|t| t != name).nth(1)?;
            let plain = value.chars().all(|c| c.is_ascii_alphanumeric() || "._".contains(c));
            (plain && !value.is_empty()).then(|| value.to_owned())
        };
        let chosen = says(by_start).filter(|start| Some(start) != says(by_step).as_ref());
        chosen.map(|value| (name.clone(), value)).into_iter().collect()
    }

    /// The variables that a line reads and that have to be there.
    fn asked<'l>(&self, line: &'l str) -> Vec<&'l str> {
        let all = quoted(line).filter(|q| EnvName::new(q.text).is_ok() && !q.text.contains(|c: char| c.is_ascii_lowercase()));
        all.filter(|q| {
            let rest = line[q.before.len() + q.text.len() + 1..].get(1..).unwrap_or_default().trim_start();
            let must = self.asks.iter().any(|a| q.before.ends_with(a.as_str()));
            let insisted = || self.insists.iter().any(|part| q.text.contains(part.as_str()));
            let may = || self.may_ask.iter().any(|a| q.before.ends_with(a.as_str())) && insisted();
            let alone = rest.starts_with([')', ']']) || rest.starts_with(',') && rest.contains("cast");
            alone && !rest.contains("default") && (must || may())
        })
        .map(|q| q.text)
        .collect()
    }
}
