//! Which files and folders an app's own sources write to by a path of their own: in a container it is started in a folder that nobody may write to.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    code::Code,
    quoted::{Behind, Quoted, behind, done_with, holder, is_import, lines, quoted, settings_in},
    seen::Seen,
    settings::{is_free, is_state},
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
/// A line of more bytes was not written by hand.
const LINE: usize = 1000;
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
    /// Folders of the image outside the app's own, by their whole path.
    pub outside: BTreeMap<String, Seen>,
    /// A folder of the image for state, which the project has no folder of.
    pub place: String,
}

impl Keeps {
    /// With what an app in a folder keeps, which is started from the top.
    pub fn add(&mut self, own: Self, folder: &str) {
        let from_top = |(path, seen): (String, Seen)| {
            let file = format!("{folder}/{}", seen.file);
            (path, Seen { file, ..seen })
        };
        self.files.extend(own.files.into_iter().map(from_top));
        self.folders.extend(own.folders.into_iter().map(from_top));
    }

    /// Only what is said in places such as these.
    pub fn retain(&mut self, is_meant: impl Fn(&Seen) -> bool) {
        for list in [&mut self.files, &mut self.folders, &mut self.code, &mut self.outside] {
            list.retain(|_, seen| is_meant(seen));
        }
    }

    /// Has each in its list by what the project has there.
    fn sort(self, project: &dyn Project, data: &[String], place: Option<String>) -> Self {
        let has_code = |folder: &str| has_other(project, folder, data, DEPTH);
        let mut out = Self {
            place: place.unwrap_or_else(|| {
                let free = PLACES.into_iter().find(|place| project.kind(place).is_none());
                format!("/app/{}", free.unwrap_or(PLACES[0]))
            }),
            outside: self.outside,
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

/// Folders at the top of an image in which an app keeps nothing of its own, or of some other machine; and how examples begin.
const SYSTEM: [&str; 15] = [
    "", "Users", "bin", "dev", "etc", "home", "lib", "path", "proc", "root", "run", "sbin", "sys", "tmp", "usr",
];

/// Names of folders for state.
const PLACES: [&str; 3] = ["data", "state", "written"];

/// How deep a folder is looked into for what it holds.
const DEPTH: usize = 3;

/// Whether the project has a file in a folder, or in one below it, that has none of these endings; hidden ones only keep a folder in version control.
pub fn has_other(project: &dyn Project, folder: &str, endings: &[String], depth: usize) -> bool {
    let is_other = |name: &str, kind| match kind {
        Kind::Folder => depth == 0 || has_other(project, &format!("{folder}/{name}"), endings, depth - 1),
        _ => !endings.iter().any(|e| name.ends_with(e.as_str())),
    };
    let inside = project.list(folder);
    inside.iter().any(|(name, kind)| !name.starts_with('.') && is_other(name, *kind))
}

/// Looks for them in an app's own sources. A line with one of the texts in `told` is settled otherwise; what is `installed` as a package lies elsewhere
/// when it runs. What the tools of the language read themselves, `reserved`, is nothing that the app keeps.
pub fn keeps(
    code: &Code,
    (writing, common): (&Writing, &Common),
    (told, reserved): (&[String], &[&str]),
    installed: bool,
    project: &dyn Project,
) -> Keeps {
    let mut found = Keeps::default();
    let apart = |file: &str| file.split('/').any(|part| common.apart.iter().any(|a| a == part));
    let own = |file: &str, text: &str| text.len() <= BUNDLE && !apart(file);
    let settings = |marks: &[String]| -> BTreeSet<&str> {
        let texts = code.texts().filter(|(file, text)| own(file, text) && has_one(marks, text));
        let lines = texts.flat_map(|(_, text)| lines(text, &writing.texts));
        lines
            .filter(|(_, l)| l.len() <= LINE && has_one(marks, l))
            .flat_map(|(_, l)| settings_in(l))
            .collect()
    };
    let ground = Ground {
        writes: settings(&writing.marks),
        makes: settings(&writing.folders),
        writing,
        common,
        by_url: !any(&writing.urls_unless, project),
        installed,
        project,
    };
    if !writing.is_empty() {
        for (file, text) in code.texts().filter(|(file, text)| own(file, text) && ground.may_stand_in(text)) {
            ground.look(file, text, told, &mut found);
        }
    }
    found.files.retain(|path, _| !reserved.contains(&path.as_str()));
    found.sort(project, &common.data, writing.place.clone())
}

/// What is looked for.
struct Ground<'a> {
    /// Settings that any file writes to, and those that it makes a folder of.
    writes: BTreeSet<&'a str>,
    makes: BTreeSet<&'a str>,
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
        let mut settings = self.writes.iter().chain(&self.makes);
        let by_default = || has_one(&DEFAULTS, text) && text.lines().any(|l| has_one(&DEFAULTS, l) && self.is_setting(l));
        all.iter().any(|texts| texts.iter().any(|t| text.contains(t.as_str()))) || settings.any(|name| text.contains(name)) || by_default()
    }

    fn look(&self, path: &str, text: &str, told: &[String], found: &mut Keeps) {
        let own: Vec<(usize, &str)> = lines(text, &self.writing.texts).filter(|(_, l)| l.len() <= LINE).collect();
        let with = |marks: &[String]| {
            own.iter()
                .filter(|(_, l)| has_one(marks, l))
                .flat_map(|(_, l)| done_with(l))
                .collect()
        };
        let file = File {
            path,
            writes: with(&self.writing.marks),
            makes: with(&self.writing.folders),
            foreign: own.iter().filter(|(_, l)| !self.is_own(l)).filter_map(|(_, l)| holder(l)).collect(),
        };
        // What paths are held by, for those that are put behind one.
        let mut held: BTreeMap<&str, String> = BTreeMap::new();
        for (at, line) in own {
            if is_import(line) || told.iter().any(|t| line.contains(t.as_str())) {
                continue;
            }
            if let Some(holder) = holder(line).filter(|_| self.is_folder(line)) {
                held.insert(holder, self.own_folder(line, &file).join("/"));
            }
            for literal in quoted(line) {
                if let Some(folder) = self.outside(literal.text).filter(|_| !has_one(&self.writing.here, line)) {
                    found.outside.entry(folder).or_insert_with(|| Seen {
                        file: file.path.to_owned(),
                        line: Some(at),
                    });
                    continue;
                }
                let Some(path) = self.path(line, &file, literal, &held) else {
                    continue;
                };
                if let Some(holder) = holder(line) {
                    held.insert(holder, path.clone());
                }
                if found.files.len() + found.folders.len() == MOST {
                    return;
                }
                let Some(is_file) = self.is_file((line, literal), &path, &file) else {
                    continue;
                };
                let list = if is_file { &mut found.files } else { &mut found.folders };
                list.entry(path).or_insert_with(|| Seen {
                    file: file.path.to_owned(),
                    line: Some(at),
                });
            }
        }
    }

    /// Whether a line speaks of the folder that the source file lies in, or that the app is started in.
    fn is_own(&self, line: &str) -> bool {
        has_one(&self.writing.here, line) || line.contains("cwd")
    }

    /// The folder of a file that is written, where a text has its whole path in an image: `sqlite:////data/app.db`, `/var/lib/app/app.db`.
    fn outside(&self, text: &str) -> Option<String> {
        let path = self.name(text)?;
        let (folder, file) = path.rsplit_once('/')?;
        let mut parts = folder.strip_prefix('/')?.split('/');
        let first = parts.next().filter(|first| !SYSTEM.contains(first))?;
        let own = first == "app" && parts.clone().next().is_none();
        // `/var/run` is a link to `/run`, and `/var/tmp` is no better than `/tmp`.
        let passing = first == "var" && matches!(parts.clone().next(), None | Some("run" | "tmp"));
        let plain = !own && !passing && parts.all(|part| !matches!(part, "" | "." | ".."));
        (plain && self.common.state.iter().any(|e| file.len() > e.len() && file.ends_with(e.as_str()))).then(|| folder.to_owned())
    }

    /// What a path in a text is put behind in that text, `sqlite:///{BASE_DIR}/app.db` or `${root}/app.db`, and the path; else only the text.
    fn inside<'t>(&self, text: &'t str) -> (Option<&'t str>, &'t str) {
        let path = self.writing.urls.iter().find_map(|u| text.strip_prefix(u.as_str())).unwrap_or(text);
        let rest = path.strip_prefix('$').unwrap_or(path).strip_prefix('{');
        // `sqlite:///{BASE_DIR / 'db.sqlite3'}` has both between its braces
        let whole = rest.and_then(|rest| rest.strip_suffix('}')).and_then(|inner| quoted(inner).last());
        if let Some((Behind::Name(holder), path)) = whole.map(|inner| (behind(inner.before), inner.text)) {
            return (Some(holder), path);
        }
        let parts = rest.and_then(|rest| rest.split_once("}/"));
        parts.map_or((None, text), |(holder, path)| (holder.rsplit('.').next(), path))
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
        let is_path = plain && !path.starts_with('-') && path.len() <= LONGEST && path.contains(|c: char| c.is_ascii_lowercase());
        let never = || self.writing.never.iter().any(|n| path.starts_with(n.as_str()));
        (is_path && !never()).then_some(path)
    }

    /// Whether a name on this line is a file that is written, or else a folder that is: it says so by its ending, or the line does, or another one
    /// that has what the name is given to. None if nothing does.
    fn is_file(&self, (line, literal): (&str, Quoted<'_>), path: &str, file: &File<'_>) -> Option<bool> {
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
        // nor does an app read from a folder for its state what nobody put there
        let folder = path
            .rsplit_once('/')
            .map(|(folder, _)| folder)
            .filter(|_| is_file && literal.is_value());
        if folder.is_some_and(|f| is_state(f, &self.common.settings) && is_free(f, self.project)) {
            return Some(true);
        }
        let (marks, names, settings) = match is_file {
            true => (&self.writing.marks, &file.writes, &self.writes),
            false => (&self.writing.folders, &file.makes, &self.makes),
        };
        if has_one(marks, line) {
            return Some(is_file);
        }
        // a variable or an option that is a folder's, and for want of which this one is taken
        let by_default = || self.is_setting(literal.before) && is_free(path, self.project);
        if !is_file && has_one(&DEFAULTS, line) && !has_one(&self.writing.marks, line) && by_default() {
            return Some(false);
        }
        let holder = holder(line).filter(|_| literal.is_value())?;
        // or a file is written in it, and the folder is there
        let is_there = || !is_file && self.project.kind(path) == Some(Kind::Folder);
        (names.contains(holder) || settings.contains(holder) || file.writes.contains(holder) && is_there()).then_some(is_file)
    }

    /// Whether a word of a line is the name of a setting for a folder of what is kept: `DATA_DIR`, `--data-dir`.
    fn is_setting(&self, line: &str) -> bool {
        let part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let words = line.split(|c| !part(c)).filter(|word| word.contains(['_', '-']));
        words.into_iter().any(|word| is_state(word, &self.common.settings))
    }

    /// The folder that a line means by that of its source file, and by steps up from there.
    fn own_folder<'f>(&self, line: &str, file: &File<'f>) -> Vec<&'f str> {
        let again = |text: &String| line.matches(text.as_str()).count().saturating_sub(1);
        let each = |text: &String| line.matches(text.as_str()).count();
        let above = self.writing.above.iter().map(each).sum::<usize>();
        let up = above + self.writing.up.iter().map(again).sum::<usize>() + quoted(line).filter(|q| q.text == "..").count();
        let folders = file.path.split('/').count() - 1;
        file.path.split('/').take(folders.saturating_sub(up)).collect()
    }

    /// Whether a line is about that folder and nothing in it, and each step up is one: `.parents[1]` is two.
    fn is_folder(&self, line: &str) -> bool {
        let more =
            |up: &&String| up.starts_with('.') && line.split(up.as_str()).skip(1).any(|rest| rest.starts_with(char::is_alphanumeric));
        has_one(&self.writing.here, line) && !self.installed && quoted(line).next().is_none() && !self.writing.up.iter().any(|up| more(&up))
    }

    /// Where a text that is a path leads, from the top of the project. It may be put behind another one, or behind the source file's own folder.
    fn path(&self, line: &str, file: &File<'_>, literal: Quoted<'_>, held: &BTreeMap<&str, String>) -> Option<String> {
        let (holder, text) = self.inside(literal.text);
        let name = self.name(text).filter(|_| !literal.is_part())?;
        let is_here = has_one(&self.writing.here, line);
        let behind = holder.map_or_else(|| behind(literal.before), Behind::Name);
        let mut base: Vec<&str> = match behind {
            // What is installed as a package does not lie there.
            _ if is_here && self.installed => return None,
            _ if is_here => self.own_folder(line, file),
            Behind::Nothing if name.starts_with('/') => return None,
            Behind::Nothing => Vec::new(),
            Behind::Name(holder) => match held.get(holder) {
                Some(path) => path.split('/').filter(|part| !part.is_empty()).collect(),
                None if file.is_top(holder) => Vec::new(),
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
        // Nor would it keep its state in a folder for tests or for what a build makes, unless it is a log or a database.
        let is_state = || self.common.state.iter().any(|ending| name.ends_with(ending.as_str()));
        base.first().filter(|first| !is_aside(first) || **first == "out" && is_state())?;
        let path = RelPath::new(base.join("/")).ok()?;
        Some(path.as_str().to_owned())
    }
}

/// A source file.
struct File<'t> {
    path: &'t str,
    /// Names that lines which write a file do something with.
    writes: BTreeSet<&'t str>,
    /// The same of lines that make a folder.
    makes: BTreeSet<&'t str>,
    /// Names that get a value which is not the project's own folder.
    foreign: BTreeSet<&'t str>,
}

impl File<'_> {
    /// Whether a name is that of the project's own top: it is called so, and nothing else is said of it where it gets its value.
    fn is_top(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        ROOTS.iter().any(|root| lower.contains(root)) && !self.foreign.contains(name)
    }
}

fn has_one(marks: &[impl AsRef<str>], line: &str) -> bool {
    marks.iter().any(|m| line.contains(m.as_ref()))
}

/// Parts of lines that read a variable or an option, and say what is taken for want of it.
const DEFAULTS: [&str; 6] = ["env", "ENV", "Env", "default", "flag.", "option"];

/// Parts of the names by which projects call their own top.
const ROOTS: [&str; 4] = ["base", "root", "project", "cwd"];

fn is_ending(ending: &str) -> bool {
    (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}
