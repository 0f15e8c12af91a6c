//! Which files and folders an app's own sources write to by a path of their own: in a container it is started in a folder that nobody may write to.

use std::collections::BTreeMap;

use super::{
    code::Code,
    quoted::{Behind, Quoted, behind, does_with, holder, lines, quoted},
    seen::Seen,
};
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
/// A file of more bytes was put together from other people's code.
const BUNDLE: usize = 1 << 18;
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
    /// A folder of the image for state, which the project has no folder of.
    pub place: String,
}

impl Keeps {
    /// Has each in its list by what the project has there.
    fn sort(self, project: &dyn Project, data: &[String], place: Option<String>) -> Self {
        let has_code = |folder: &str| has_other(project, folder, data, DEPTH);
        let mut out = Self {
            place: place.unwrap_or_else(|| {
                let free = PLACES.into_iter().find(|place| project.kind(place).is_none());
                format!("/app/{}", free.unwrap_or(PLACES[0]))
            }),
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
/// settled otherwise. Whether it is `installed`: its code lies elsewhere when it runs.
pub fn keeps(code: &Code, (writing, common): (&Writing, &Common), told: &[String], installed: bool, project: &dyn Project) -> Keeps {
    let mut found = Keeps::default();
    let ground = Ground {
        writing,
        common,
        by_url: !any(&writing.urls_unless, project),
        installed,
        project,
    };
    if !writing.is_empty() {
        let apart = |file: &str| file.split('/').any(|part| common.apart.iter().any(|a| a == part));
        let own = |file: &str, text: &str| text.len() <= BUNDLE && !apart(file);
        for (file, text) in code.texts().filter(|(file, text)| own(file, text) && ground.may_stand_in(text)) {
            ground.look(file, text, told, &mut found);
        }
    }
    found.sort(project, &common.data, writing.place.clone())
}

/// What is looked for.
struct Ground<'a> {
    writing: &'a Writing,
    common: &'a Common,
    by_url: bool,
    installed: bool,
    project: &'a dyn Project,
}

impl Ground<'_> {
    /// Most sources write nothing, and need not be read line by line.
    fn may_stand_in(&self, text: &str) -> bool {
        let all = [&self.common.state, &self.writing.marks, &self.writing.folders];
        all.iter().any(|texts| texts.iter().any(|t| text.contains(t.as_str())))
    }

    fn look(&self, file: &str, text: &str, told: &[String], found: &mut Keeps) {
        // What paths are held by, for those that are put behind one.
        let mut held: BTreeMap<&str, String> = BTreeMap::new();
        for (at, line) in lines(text, &self.writing.texts) {
            if told.iter().any(|t| line.contains(t.as_str())) {
                continue;
            }
            for literal in quoted(line) {
                let Some(path) = self.path(line, (file, text), literal, &held) else {
                    continue;
                };
                if let Some(holder) = holder(line) {
                    held.insert(holder, path.clone());
                }
                let room = found.files.len() + found.folders.len() < MOST;
                let Some(is_file) = self.is_file((line, literal), &path, text).filter(|_| room) else {
                    continue;
                };
                let list = if is_file { &mut found.files } else { &mut found.folders };
                list.entry(path).or_insert_with(|| Seen {
                    file: file.to_owned(),
                    line: Some(at),
                });
            }
        }
    }

    /// A text as a path, if it can be one.
    fn name<'t>(&self, text: &'t str) -> Option<&'t str> {
        let url = self.writing.urls.iter().find_map(|u| text.strip_prefix(u.as_str()));
        if url.is_some() && !self.by_url {
            return None;
        }
        let path = url.unwrap_or(text).split('?').next().unwrap_or_default();
        let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/".contains(c));
        // `UPLOAD_FOLDER` is the name of a setting
        let is_path = plain && path.len() <= LONGEST && path.contains(|c: char| c.is_ascii_lowercase());
        is_path.then_some(path)
    }

    /// Whether a name on this line is a file that is written, or else a folder that is: it says so by its ending, or the line does, or another one
    /// that has what the name is given to. None if nothing does.
    fn is_file(&self, (line, literal): (&str, Quoted<'_>), path: &str, text: &str) -> Option<bool> {
        let last = path.rsplit('/').next().unwrap_or(path);
        let is_file = last
            .rsplit_once('.')
            .is_some_and(|(stem, ending)| !stem.is_empty() && is_ending(ending));
        if is_file && self.common.state.iter().any(|e| last.ends_with(e.as_str())) {
            return Some(true);
        }
        if !is_file && path.contains(|c: char| c.is_ascii_uppercase()) {
            return None;
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
            let holder = holder(line).filter(|_| literal.is_value())?;
            text.lines().find(|l| (is_marked(l) || is_filled(l)) && does_with(l, holder))
        };
        (is_marked(line) || by_another().is_some()).then_some(is_file)
    }

    /// Where a text that is a path leads, from the top of the project. It may be put behind another one, or behind the source file's own folder.
    fn path(&self, line: &str, (file, text): (&str, &str), literal: Quoted<'_>, held: &BTreeMap<&str, String>) -> Option<String> {
        let name = self.name(literal.text).filter(|_| !literal.is_part())?;
        let is_here = self.writing.here.iter().any(|h| line.contains(h.as_str()));
        let behind = behind(literal.before);
        let mut base: Vec<&str> = match behind {
            // What is installed as a package does not lie there.
            _ if is_here && self.installed => return None,
            _ if is_here => {
                let again = |text: &String| line.matches(text.as_str()).count().saturating_sub(1);
                let up = self.writing.up.iter().map(again).sum::<usize>() + quoted(line).filter(|q| q.text == "..").count();
                let folders = file.split('/').count() - 1;
                file.split('/').take(folders.saturating_sub(up)).collect()
            }
            Behind::Nothing if name.starts_with('/') => return None,
            Behind::Nothing => Vec::new(),
            Behind::Name(holder) => match held.get(holder) {
                Some(path) => path.split('/').collect(),
                None if self.is_top(holder, text) => Vec::new(),
                None => return None,
            },
        };
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

impl Ground<'_> {
    /// Whether a name is that of the project's own top: it is called so, and nothing else is said of it where it gets its value.
    fn is_top(&self, name: &str, text: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_own = |line: &str| self.writing.here.iter().any(|h| line.contains(h.as_str())) || line.contains("cwd");
        ROOTS.iter().any(|root| lower.contains(root)) && text.lines().filter(|l| holder(l) == Some(name)).all(is_own)
    }
}

/// Parts of the names by which projects call their own top.
const ROOTS: [&str; 4] = ["base", "root", "project", "cwd"];

fn is_ending(ending: &str) -> bool {
    (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}
