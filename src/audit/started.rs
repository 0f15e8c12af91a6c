//! Downloads that nobody has looked at and that the container starts, also after COPY has taken them to another stage.

use std::collections::BTreeMap;

use super::{commands::effective, stages::shipped};
use crate::{
    dockerfile::{Base, Body, Copy, Dockerfile, Keyword, Origin, Run, Stage},
    source::Span,
};

/// A file that a stage has, by its whole path.
pub(super) struct Kept {
    pub(super) stage: usize,
    pub(super) path: String,
    /// The step that has downloaded it, and the download.
    pub(super) at: usize,
    pub(super) download: Span,
}

/// More such files than these are not followed from a stage to the next.
const MOST: usize = 64;

/// Folders of programs, whose files are called by their bare names.
pub(super) const FOLDERS: [&str; 6] = ["/usr/local/bin/", "/usr/bin/", "/bin/", "/usr/local/sbin/", "/usr/sbin/", "/sbin/"];

/// Programs that start what one of their words names.
const STARTERS: [&str; 16] = [
    "tini",
    "dumb-init",
    "catatonit",
    "gosu",
    "su-exec",
    "setpriv",
    "exec",
    "sh",
    "bash",
    "ash",
    "java",
    "node",
    "php",
    "perl",
    "ruby",
    "dotnet",
];

/// Where the last of a stage's instructions start such a file: the word that names it, and the file.
pub(super) fn started(file: &Dockerfile, kept: Vec<Kept>) -> Vec<(Span, Kept)> {
    let mut found = Vec::new();
    if kept.is_empty() {
        return found;
    }
    let mut stages: BTreeMap<usize, Vec<Kept>> = BTreeMap::new();
    for one in kept {
        stages.entry(one.stage).or_default().push(one);
    }
    for stage in &file.stages {
        let more = arriving(file, stage, &stages);
        let all = stages.entry(stage.index).or_default();
        all.extend(more);
        all.truncate(MOST);
    }
    for stage in shipped(file) {
        let Some(files) = stages.get(&stage.index) else { continue };
        for keyword in [Keyword::Entrypoint, Keyword::Cmd] {
            let commands = commands_of(file, stage, keyword);
            let named = files
                .iter()
                .find_map(|one| Some((commands.iter().find_map(|words| place_in(words, &one.path))?, one)));
            found.extend(named.map(|(place, one)| (place, one.moved(stage.index, one.path.clone()))));
            // what stands in CMD are arguments then
            let first = commands.first().and_then(|words| words.first());
            if first.is_some_and(|(word, _)| !starts_others(word)) {
                break;
            }
        }
    }
    found.dedup_by_key(|(place, _)| *place);
    found
}

impl Kept {
    fn moved(&self, stage: usize, path: String) -> Self {
        Self { stage, path, ..*self }
    }
}

/// What a stage gets from the one that it is built on and by `COPY --from`.
fn arriving(file: &Dockerfile, stage: &Stage, stages: &BTreeMap<usize, Vec<Kept>>) -> Vec<Kept> {
    let of = |index: usize| stages.get(&index).map(Vec::as_slice).unwrap_or_default();
    let mut arriving = Vec::new();
    if let Base::Stage(parent) = stage.base {
        arriving.extend(of(parent).iter().map(|one| one.moved(stage.index, one.path.clone())));
    }
    for at in stage.instructions.clone() {
        let Some(Body::Copy(copy)) = file.instructions.get(at).map(|outer| &effective(outer).body) else {
            continue;
        };
        if let Origin::Stage(from) = file.copy_from(at) {
            let taken = of(from)
                .iter()
                .filter_map(|one| Some(one.moved(stage.index, copied(copy, &one.path)?)));
            arriving.extend(taken);
        }
    }
    arriving
}

/// Where a file lies after a COPY that takes it or a folder around it.
fn copied(copy: &Copy, path: &str) -> Option<String> {
    let to = copy.destination.value.as_str();
    copy.sources.iter().find_map(|source| {
        let source = source.value.trim_end_matches('*');
        let absolute = format!("/{}", source.trim_start_matches('/'));
        if absolute == path {
            let name = path.rsplit('/').next()?;
            let folder = to.ends_with('/') || FOLDERS.iter().any(|folder| folder.trim_end_matches('/') == to);
            return Some(if folder {
                format!("{}/{name}", to.trim_end_matches('/'))
            } else {
                to.to_owned()
            });
        }
        let rest = path.strip_prefix(absolute.trim_end_matches('/'))?.strip_prefix('/')?;
        Some(format!("{}/{rest}", to.trim_end_matches('/')))
    })
}

/// The words of the commands that a stage's image starts: several if a shell reads them.
fn commands_of<'a>(file: &'a Dockerfile, stage: &Stage, keyword: Keyword) -> Vec<Vec<(&'a str, Span)>> {
    let set = file.setting(keyword, stage).and_then(|set| file.instructions.get(set.instruction));
    let Some(instruction) = set else { return Vec::new() };
    if let Some(script) = instruction.script() {
        let called = script.commands.iter().map(|command| command.called().1);
        return called
            .map(|words| words.iter().map(|w| (w.value.as_str(), w.span)).collect())
            .collect();
    }
    match &instruction.body {
        Body::Cmd(Run::Exec(words)) | Body::Entrypoint(Run::Exec(words)) => {
            vec![words.iter().map(|w| (w.value.as_str(), w.span)).collect()]
        }
        _ => Vec::new(),
    }
}

fn starts_others(word: &str) -> bool {
    let name = word.rsplit('/').next().unwrap_or(word);
    STARTERS.contains(&name) || name.starts_with("python")
}

/// The word of a command that starts the file at a path.
fn place_in(words: &[(&str, Span)], path: &str) -> Option<Span> {
    let bare = FOLDERS.iter().find_map(|folder| path.strip_prefix(folder));
    let names = |word: &str| word == path || bare == Some(word);
    let (first, place) = words.first()?;
    if names(first) {
        return Some(*place);
    }
    let named = words.iter().filter(|_| starts_others(first)).find(|(word, _)| names(word))?;
    Some(named.1)
}
