//! How a project says that it is started: a line of shell in one of its files, read as one command without a shell.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::lookup::json_at;
use crate::{compile::project::Project, value::RelPath};

/// Where such a line stands; exactly one of its verbs is used.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Script {
    /// In an object of named lines in a JSON file, under one of these names, the most telling first.
    Named {
        /// The file.
        json: String,
        /// The dotted key of the object.
        scripts: String,
        /// The names.
        named: Vec<String>,
    },
    /// In a file, behind these words at the start of a line: `web: serve --all`.
    Behind {
        /// The file.
        file: String,
        /// The words.
        behind: String,
    },
}

/// What a language knows of the words in such lines.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Wording {
    /// What runs another line of the same object: `manager run` in `manager run serve`.
    pub runs: Vec<String>,
    /// Words that only run what stands behind them and their `NAME=value` words.
    pub through: Vec<String>,
    /// Programs that mean another one in production, and their options that go with them.
    pub instead: BTreeMap<String, Vec<String>>,
    /// Programs that every image of the language has.
    pub known: Vec<String>,
    /// Where all other programs are, `{}` for the program's name; empty when they are in the search path.
    pub own: String,
    /// Endings of files of the project that stand in a program's place, each with what runs them.
    pub files: BTreeMap<String, String>,
    /// Options that name a file which never enters a build: they are left out, with what they name.
    pub without: Vec<String>,
    /// Lines with a word that begins so only serve development.
    pub never_with: Vec<String>,
    /// Lines that begin so only serve development.
    pub never: Vec<String>,
    /// Folders of sources: a line that names one which is not there belongs to another place than this, such as where a package was made.
    pub sources: Vec<String>,
    /// Endings of files that no build makes: a line that names one which is not there does, too.
    pub unmade: Vec<String>,
}

impl Wording {
    /// The file of the project that a command names as its program, and what runs it.
    fn file(&self, command: &[String], project: &dyn Project) -> Option<(String, String)> {
        let (before, behind) = self.own.split_once("{}")?;
        let file = command.first()?.strip_prefix(before)?.strip_suffix(behind)?;
        let (_, program) = self.files.iter().find(|(ending, _)| file.ends_with(ending.as_str()))?;
        project.kind(file).map(|_| (file.to_owned(), program.clone()))
    }

    /// Whether a command names a file in a folder of sources that is not there.
    fn lost(&self, command: &[String], project: &dyn Project) -> bool {
        let folders = command
            .iter()
            .filter_map(|w| Some(w.strip_prefix("./").unwrap_or(w).split_once('/')?.0));
        let mut missing = folders.filter(|f| project.kind(f).is_none());
        let mut files = command
            .iter()
            .filter(|w| !w.contains("://") && self.unmade.iter().any(|e| w.ends_with(e.as_str())));
        missing.any(|f| self.sources.iter().any(|s| s == f)) || files.any(|file| project.kind(file).is_none())
    }
}

/// A command that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Started {
    /// The program and its arguments; `{port}` where the line has the variable `PORT`.
    pub command: Vec<String>,
    /// Variables that are set for it.
    pub env: BTreeMap<String, String>,
    /// What the line does before; it is not part of the command.
    pub before: Vec<String>,
    /// The file.
    pub file: String,
    /// A text of the line that it was read from.
    pub text: String,
}

/// How often one line may run another.
const DEPTH: usize = 5;

impl Script {
    /// The first that is there and can be read as one command.
    pub fn first(all: &[Self], wording: &Wording, project: &dyn Project) -> Option<Started> {
        // A line in another file may run one of those that have names.
        let named = all.iter().find_map(|s| match s {
            Self::Named { json, scripts, .. } => json_at(project, json, scripts),
            Self::Behind { .. } => None,
        });
        let line = |name: &str| Some(named.as_ref()?.get(name)?.as_str()?.to_owned());
        let mut started = all.iter().find_map(|s| s.find(wording, &line, project))?;
        if let Some((file, program)) = wording.file(&started.command, project) {
            started.command.splice(..1, [program, file]);
        }
        interpreted(&mut started.command, project);
        Some(started)
    }

    fn find(&self, wording: &Wording, others: &dyn Fn(&str) -> Option<String>, project: &dyn Project) -> Option<Started> {
        match self {
            Self::Named { json, scripts, named } => {
                let all = json_at(project, json, scripts)?;
                let line = |name: &str| Some(all.get(name)?.as_str()?.to_owned());
                named.iter().find_map(|name| {
                    let text = line(name)?;
                    let read = read(&text, wording, &line, DEPTH).filter(|r| !wording.lost(&r.command, project))?;
                    Some(Started {
                        file: json.clone(),
                        text: format!("\"{name}\":"),
                        ..read
                    })
                })
            }
            Self::Behind { file, behind } => {
                let all = project.read(file)?;
                let found = all.lines().find_map(|l| Some((l, l.trim_start().strip_prefix(behind.as_str())?)))?;
                let read = read(found.1, wording, others, DEPTH)?;
                Some(Started {
                    file: file.clone(),
                    text: found.0.to_owned(),
                    ..read
                })
            }
        }
    }
}

/// Reads a line: the last of its commands is the one that stays; what a shell would have to do besides is not understood.
fn read(line: &str, wording: &Wording, others: &dyn Fn(&str) -> Option<String>, depth: usize) -> Option<Started> {
    let mut commands: Vec<Vec<String>> = vec![Vec::new()];
    for word in words(line)? {
        match word.as_str() {
            "&&" | ";" => commands.push(Vec::new()),
            _ => commands.last_mut()?.push(word),
        }
    }
    let last = commands.pop().filter(|c| !c.is_empty())?;
    let mut started = Started {
        command: last,
        env: BTreeMap::new(),
        before: commands.iter().map(|c| c.join(" ")).filter(|c| !c.is_empty()).collect(),
        file: String::new(),
        text: String::new(),
    };
    unwrap(&mut started, wording)?;
    let plain = started.command.join(" ");
    let starts = |begin: &str| plain == begin || plain.strip_prefix(begin).is_some_and(|rest| rest.starts_with(' '));
    if let Some(runs) = wording.runs.iter().find(|r| starts(r)) {
        let skip = runs.split(' ').count();
        // A manager's `start` without `run` names itself.
        let name = started.command.get(skip).filter(|w| !w.starts_with('-')).cloned();
        let name = name.or_else(|| runs.rsplit(' ').next().map(str::to_owned))?;
        let Some(line) = others(&name) else {
            // What is no other line is a file for the program itself, or a program behind a manager's own word.
            if skip > 1 && name.contains(['.', '/']) {
                started.command.drain(1..skip);
                return finish(started, wording);
            }
            started.command.drain(..skip);
            // An option of the manager's, as what chooses an app of a workspace, is no program.
            if started.command.first().is_some_and(|w| w.starts_with('-')) {
                return None;
            }
            let rest = started.command.join(" ");
            return (skip == 1)
                .then(|| read(&rest, wording, others, depth.checked_sub(1)?))?
                .map(|inner| Started {
                    env: started.env.into_iter().chain(inner.env).collect(),
                    before: started.before,
                    ..inner
                });
        };
        let given = started.command.iter().skip(skip + 1).filter(|w| *w != "--").cloned();
        let mut inner = read(&line, wording, others, depth.checked_sub(1)?)?;
        inner.command.extend(given);
        inner.env.extend(started.env);
        inner.before.splice(0..0, started.before);
        return Some(inner);
    }
    let watches = |w: &String| wording.never_with.iter().any(|n| w.starts_with(n.as_str()));
    if wording.never.iter().any(|n| starts(n)) || started.command.iter().any(watches) {
        return None;
    }
    finish(started, wording)
}

/// A script of the project as a program: its first line says who runs it, and so it need not have the right to run.
fn interpreted(command: &mut Vec<String>, project: &dyn Project) {
    let Some(file) = command.first().and_then(|w| RelPath::new(w).ok()) else {
        return;
    };
    let text = project.read(file.as_str()).unwrap_or_default();
    let first = text.lines().next().unwrap_or_default();
    let behind = first
        .strip_prefix("#!/usr/bin/env ")
        .map(|rest| rest.strip_prefix("-S ").unwrap_or(rest));
    let words: Vec<String> = behind.unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    command.splice(0..0, words);
}

impl Wording {
    /// The words without options that name what is not there, as `--file=x` or `--file x`.
    fn kept(&self, words: Vec<String>) -> Vec<String> {
        let mut words = words.into_iter();
        let mut kept = Vec::new();
        while let Some(word) = words.next() {
            if self.without.contains(&word) {
                words.next();
            } else if word
                .split_once('=')
                .is_none_or(|(option, _)| !self.without.iter().any(|known| known == option))
            {
                kept.push(word);
            }
        }
        kept
    }
}

/// Puts what the program means in production in its place.
fn finish(mut started: Started, wording: &Wording) -> Option<Started> {
    started.command = wording.kept(started.command);
    let first = started.command.first()?.clone();
    if let Some(instead) = wording.instead.get(&first) {
        // Options of the other program would mean something else.
        if instead.len() == 1 && started.command.get(1).is_none_or(|w| w.starts_with('-')) {
            return None;
        }
        started.command.splice(0..1, instead.iter().cloned());
    } else if !first.contains('/') && !wording.own.is_empty() && !wording.known.contains(&first) {
        started.command[0] = wording.own.replace("{}", &first);
    }
    Some(started)
}

/// Takes off variables that are set and programs that only run another one.
fn unwrap(started: &mut Started, wording: &Wording) -> Option<()> {
    while let Some(first) = started.command.first().cloned() {
        if let Some((name, value)) = first.split_once('=').filter(|(n, _)| is_name(n)) {
            started.env.insert(name.to_owned(), value.to_owned());
        } else if !wording.through.contains(&first) || started.command.len() < 2 {
            return Some(());
        } else if started.command[1].starts_with('-') {
            // Options of its own end at two dashes, or nobody here knows where.
            let end = started.command.iter().position(|w| w == "--")?;
            started.command.drain(1..=end);
        }
        started.command.remove(0);
    }
    None
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_') && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The words of a line, `&&` and `;` among them; none when a shell has to do more than to take quotes away.
fn words(line: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = line.trim();
    while let Some(c) = rest.chars().next() {
        let mut taken = c.len_utf8();
        match c {
            ' ' | '\t' => out.extend(word.take()),
            '\'' | '"' => {
                let end = rest[1..].find(c)?;
                let inside = &rest[1..=end];
                if c == '"' && inside.contains(['$', '`', '\\']) {
                    return None;
                }
                word.get_or_insert_default().push_str(inside);
                taken = end + 2;
            }
            '$' => {
                taken = port_variable(rest)?;
                word.get_or_insert_default().push_str("{port}");
            }
            ';' => {
                out.extend(word.take());
                out.push(";".to_owned());
            }
            '&' if rest.starts_with("&&") => {
                out.extend(word.take());
                out.push("&&".to_owned());
                taken = 2;
            }
            '&' | '|' | '<' | '>' | '(' | ')' | '`' | '\\' | '*' | '?' | '{' | '}' | '#' | '!' | '\n' => return None,
            c => word.get_or_insert_default().push(c),
        }
        rest = &rest[taken..];
    }
    out.extend(word);
    Some(out)
}

/// The length of `$PORT`, `${PORT}` or `${PORT:-8000}` at the start of a text.
fn port_variable(text: &str) -> Option<usize> {
    if text.starts_with("${PORT") {
        let end = text.find('}')?;
        let inside = &text["${PORT".len()..end];
        let default = inside.strip_prefix(":-").or(inside.strip_prefix(":=")).or(inside.strip_prefix('-'));
        let number = default.unwrap_or_default().bytes().all(|b| b.is_ascii_digit());
        return (number && (inside.is_empty() || default.is_some())).then_some(end + 1);
    }
    let rest = text.strip_prefix("$PORT")?;
    let ends = !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    ends.then_some("$PORT".len())
}
