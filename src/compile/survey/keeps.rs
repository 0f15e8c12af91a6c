//! Which files and folders an app's own sources write to by a path of their own: in a container it is started in a folder that nobody may write to.

use std::collections::BTreeMap;

use super::{code::Code, seen::Seen};
use crate::{
    compile::{
        detect::{any, is_aside},
        library::Common,
        project::{Kind, Project},
        signs::Writing,
    },
    value::RelPath,
};

/// The most places that are told of: more would be no app's own state.
const MOST: usize = 12;
/// The longest name that is taken for one.
const LONGEST: usize = 80;

/// What is written, by its path from the top of the project, and where that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeps {
    /// Files in folders that hold code, too.
    pub files: BTreeMap<String, Seen>,
    /// Folders with nothing but data in them, if anything.
    pub folders: BTreeMap<String, Seen>,
    /// Folders that hold code, too: nobody may write to those.
    pub code: BTreeMap<String, Seen>,
    /// A name for a folder of state, which the project has no folder of.
    pub place: &'static str,
}

impl Keeps {
    /// Has each in its list by what the project has there.
    fn sort(self, project: &dyn Project, data: &[String]) -> Self {
        let has_code = |folder: &str| has_other(project, folder, data, DEPTH);
        let mut out = Self {
            place: PLACES.into_iter().find(|place| project.kind(place).is_none()).unwrap_or(PLACES[0]),
            ..Self::default()
        };
        for (path, seen) in self.files {
            match path.rsplit_once('/') {
                Some((folder, _)) if !has_code(folder) => drop(out.folders.insert(folder.to_owned(), seen)),
                _ => drop(out.files.insert(path, seen)),
            }
        }
        for (path, seen) in self.folders {
            let list = if has_code(&path) { &mut out.code } else { &mut out.folders };
            list.insert(path, seen);
        }
        let above = |path: &str| path.match_indices('/').any(|(at, _)| out.folders.contains_key(&path[..at]));
        let inner: Vec<String> = out.folders.keys().filter(|path| above(path)).cloned().collect();
        inner.iter().for_each(|path| drop(out.folders.remove(path)));
        out
    }
}

/// Names of folders for state.
const PLACES: [&str; 3] = ["data", "state", "written"];

/// How deep a folder is looked into for what it holds.
const DEPTH: usize = 3;

/// Whether the project has a file in a folder, or in one below it, that has none of these endings; hidden ones only keep a folder in version control.
fn has_other(project: &dyn Project, folder: &str, endings: &[String], depth: usize) -> bool {
    let is_other = |name: &str, kind| match kind {
        Kind::Folder => depth == 0 || has_other(project, &format!("{folder}/{name}"), endings, depth - 1),
        _ => !endings.iter().any(|e| name.ends_with(e.as_str())),
    };
    let inside = project.list(folder);
    inside.iter().any(|(name, kind)| !name.starts_with('.') && is_other(name, *kind))
}

/// Looks for them in an app's own sources. A line with one of the texts in `told` is
/// settled otherwise.
pub fn keeps(code: &Code, (writing, common): (&Writing, &Common), told: &[String], project: &dyn Project) -> Keeps {
    let mut found = Keeps::default();
    let ground = Ground {
        writing,
        common,
        by_url: !any(&writing.urls_unless, project),
        project,
    };
    if !writing.is_empty() {
        for (file, text) in code.texts().filter(|(_, text)| ground.may_stand_in(text)) {
            ground.look(file, text, told, &mut found);
        }
    }
    found.sort(project, &common.data)
}

/// What is looked for.
struct Ground<'a> {
    writing: &'a Writing,
    common: &'a Common,
    by_url: bool,
    project: &'a dyn Project,
}

impl Ground<'_> {
    /// Most sources write nothing, and need not be read line by line.
    fn may_stand_in(&self, text: &str) -> bool {
        let all = [&self.common.state, &self.writing.marks, &self.writing.folders];
        all.iter().any(|texts| texts.iter().any(|t| text.contains(t.as_str())))
    }

    fn look(&self, file: &str, text: &str, told: &[String], found: &mut Keeps) {
        // What folders are held by: files that are named beside one of these lie in it.
        let mut holders: Vec<&str> = Vec::new();
        for (at, line) in text.lines().enumerate() {
            let settled = || told.iter().any(|t| line.contains(t.as_str()));
            if !line.contains(QUOTES) || is_remark(line) || settled() {
                continue;
            }
            for literal in literals(line) {
                let kept = self.path_of(literal).and_then(|name| {
                    let path = self.path_at_top(line, file, name)?;
                    Some((self.is_file(line, (name, &path), text)?, path))
                });
                let Some((is_file, path)) = kept.filter(|_| found.files.len() + found.folders.len() < MOST) else {
                    continue;
                };
                if is_file && holders.iter().any(|holder| has_word(line, holder)) {
                    continue;
                }
                holders.extend(holder(line).filter(|_| !is_file));
                let list = if is_file { &mut found.files } else { &mut found.folders };
                let line = Some(at + 1);
                list.entry(path).or_insert_with(|| Seen {
                    file: file.to_owned(),
                    line,
                });
            }
        }
    }

    /// A text as a path inside the project, if it can be one.
    fn path_of<'t>(&self, text: &'t str) -> Option<&'t str> {
        let url = self.writing.urls.iter().find_map(|u| text.strip_prefix(u.as_str()));
        if url.is_some() && !self.by_url {
            return None;
        }
        let path = url.unwrap_or(text).split('?').next().unwrap_or_default();
        let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        let is_path = plain && !path.starts_with('/') && path.len() <= LONGEST;
        // `UPLOAD_FOLDER` is the name of a setting
        let is_path = is_path && path.contains(|c: char| c.is_ascii_lowercase());
        is_path.then_some(path)
    }

    /// Whether a name on this line is a file that is written, or else a folder that is: it says so by its ending, or the line does, or another one
    /// that has what the name is given to. None if nothing does.
    fn is_file(&self, line: &str, (name, path): (&str, &str), text: &str) -> Option<bool> {
        let last = name.trim_end_matches('/').rsplit('/').next().unwrap_or(name);
        let is_file = last
            .rsplit_once('.')
            .is_some_and(|(stem, ending)| !stem.is_empty() && is_ending(ending));
        if is_file && self.common.state.iter().any(|e| last.ends_with(e.as_str())) {
            return Some(true);
        }
        // code that the app writes is nothing to be kept
        if is_file && !self.common.data.iter().any(|e| last.ends_with(e.as_str())) {
            return None;
        }
        let marks = if is_file { &self.writing.marks } else { &self.writing.folders };
        let has_one = |marks: &[String], line: &str| marks.iter().any(|m| line.contains(m.as_str()));
        let is_marked = |line: &str| has_one(marks, line);
        // a file is written in it, and the folder is there
        let is_filled = |line: &str| !is_file && has_one(&self.writing.marks, line) && self.project.kind(path) == Some(Kind::Folder);
        let by_another = || {
            let holder = holder(line)?;
            text.lines().find(|l| has_word(l, holder) && (is_marked(l) || is_filled(l)))
        };
        (is_marked(line) || by_another().is_some()).then_some(is_file)
    }

    /// The path from the top of the project; a line may say that it counts from the source file's own folder.
    fn path_at_top(&self, line: &str, file: &str, name: &str) -> Option<String> {
        let mut base: Vec<&str> = Vec::new();
        if self.writing.here.iter().any(|h| line.contains(h.as_str())) {
            base = file.split('/').collect();
            base.pop();
            let again = |text: &String| line.matches(text.as_str()).count().saturating_sub(1);
            let up = self.writing.up.iter().map(again).sum::<usize>() + literals(line).filter(|l| *l == "..").count();
            base.truncate(base.len().saturating_sub(up));
        }
        for part in name.split('/') {
            match part {
                "" | "." => {}
                // Above the top of the project there is nothing that it could write to.
                ".." => drop(base.pop()?),
                part => base.push(part),
            }
        }
        // Nor would it keep its state in a folder for tests or for what a build makes.
        base.first().filter(|first| !is_aside(first))?;
        let path = RelPath::new(base.join("/")).ok()?;
        Some(path.as_str().to_owned())
    }
}

fn is_ending(ending: &str) -> bool {
    (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

const QUOTES: [char; 3] = ['"', '\'', '`'];

/// The texts in quotes on a line.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let open = rest.find(QUOTES)?;
        let quote = rest[open..].chars().next()?;
        let inside = &rest[open + 1..];
        let end = inside.find(quote)?;
        rest = &inside[end + 1..];
        Some(&inside[..end])
    })
}

/// Whether a line is a remark.
fn is_remark(line: &str) -> bool {
    let line = line.trim_start();
    ["#", "//", "*", "/*"].iter().any(|mark| line.starts_with(mark))
}

/// The name that a line gives its value to: `DATA = "x"`, `const data = path.join(…)`, `let data: &str = …`.
fn holder(line: &str) -> Option<&str> {
    let (before, _) = line.split_once('=')?;
    let before = before.split(':').next()?.trim_end();
    let name = before.rsplit(|c: char| !is_part(c)).next()?;
    (name.len() > 1).then_some(name)
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether a name stands in a line as a whole word.
fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}
