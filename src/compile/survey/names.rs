//! The names of a project's programs, from its folders and manifests.

use super::{
    code::Code,
    seen::{Clue, Seen},
};
use crate::compile::{
    detect::{toml_at, toml_texts, unfold},
    project::{Kind, Project},
    signs::{Programs, Signs},
};

/// All names that the first place with one yields, in the order of the project.
pub fn programs(places: &[Programs], project: &dyn Project) -> Vec<Clue> {
    let of_members = |place: &Programs| matches!(place, Programs::TomlMembersEach { .. } | Programs::TomlMembers { .. });
    let besides = |place: Option<&Programs>| matches!(place, Some(Programs::FoldersIn { text: Some(_), .. }));
    let mut found: Vec<Clue> = Vec::new();
    for (at, place) in places.iter().enumerate() {
        // Of the members of a workspace some say so in one way, and some in another.
        if found.is_empty() || of_members(place) || besides(Some(place)) {
            let is_new = |clue: &Clue, found: &[Clue]| found.iter().all(|known| known.seen.file != clue.seen.file);
            let more: Vec<Clue> = names(place, project).into_iter().filter(|clue| is_new(clue, &found)).collect();
            found.extend(more);
        }
        if !found.is_empty() && !of_members(place) && !besides(places.get(at + 1)) {
            break;
        }
    }
    found
}

/// What folders for programs are called, and no program is.
const FOLDERS: [&str; 5] = ["bin", "build", "dist", "obj", "out"];

/// Programs of which those come first whose own sources listen on something.
pub fn serving_first(mut programs: Vec<Clue>, code: &Code, signs: &Signs, project: &dyn Project) -> Vec<Clue> {
    let listens: Vec<&String> = signs.listens.iter().chain(&signs.listens_by).collect();
    let serves = |program: &Clue| {
        let source = signs.programs_from.iter().find_map(|place| source(place, &program.word, project));
        let file = source.as_deref().unwrap_or(program.seen.file.as_str());
        let folder = of_manifest(program).filter(|_| source.is_none()).unwrap_or(file);
        let is_own = |path: &str| path == file || folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        code.texts()
            .any(|(path, text)| is_own(path) && listens.iter().any(|listens| text.contains(listens.as_str())))
    };
    programs.sort_by_cached_key(|program| !serves(program));
    programs
}

/// The source file that a list of programs gives to one of them.
fn source(place: &Programs, program: &str, project: &dyn Project) -> Option<String> {
    let Programs::TomlEach {
        toml,
        each,
        name,
        path: Some(path),
    } = place
    else {
        return None;
    };
    let entries = toml_at(project, toml, each)?;
    let entry = entries
        .as_array()?
        .iter()
        .find(|e| e.get(name).and_then(|n| n.as_str()) == Some(program))?;
    Some(entry.get(path)?.as_str()?.to_owned())
}

/// The folder that a program has for itself, if it is not the whole project or one file.
pub fn folder<'c>(program: &'c Clue, project: &dyn Project) -> Option<&'c str> {
    let folder = of_manifest(program).or(Some(program.seen.file.as_str()).filter(|path| project.kind(path) == Some(Kind::Folder)));
    folder.filter(|folder| !folder.is_empty())
}

/// The folders of those that are not the first, but for its own.
pub fn folders_of_others<'c>(programs: &'c [Clue], project: &dyn Project) -> Vec<&'c str> {
    let mut folders = programs.iter().map(|program| folder(program, project));
    let own = folders.next().flatten();
    folders.flatten().filter(|folder| Some(*folder) != own).collect()
}

/// The folder of the manifest that a line of names it; empty for the project's own.
fn of_manifest(program: &Clue) -> Option<&str> {
    program.seen.line?;
    Some(program.seen.file.rsplit_once('/').map_or("", |(folder, _)| folder))
}

fn names(place: &Programs, project: &dyn Project) -> Vec<Clue> {
    match place {
        Programs::FoldersIn { folders_in, with, text } => project
            .list(folders_in)
            .into_iter()
            .filter(|(name, kind)| *kind == Kind::Folder && has(project, &format!("{folders_in}/{name}"), with, text.as_deref()))
            .map(|(name, _)| Clue {
                seen: Seen::file(&format!("{folders_in}/{name}")),
                word: name,
            })
            .collect(),
        Programs::FoldersNamed {
            folders_named,
            ending,
            text,
            and_in,
        } => {
            let is_program = |folder: &String| has(project, folder, ending, Some(text));
            let listed = project.read(folders_named).unwrap_or_default();
            let folders = listed
                .lines()
                .filter_map(|line| line.split_whitespace().find_map(|word| word.strip_prefix("./")));
            let folders = folders.map(|folder| folder.trim_end_matches('/').to_owned());
            let all = folders.flat_map(|folder| {
                let inner = format!("{folder}/{and_in}");
                let inner = project.list(&inner).into_iter().map(move |(name, _)| format!("{inner}/{name}"));
                std::iter::once(folder).chain(inner)
            });
            all.filter(is_program)
                .map(|folder| Clue {
                    word: last_part(&folder).to_owned(),
                    seen: Seen::file(&folder),
                })
                .collect()
        }
        Programs::FilesIn { files_in, ending, or_with } => project
            .list(files_in)
            .into_iter()
            .filter_map(|(name, kind)| {
                let path = format!("{files_in}/{name}");
                let word = match kind {
                    Kind::File => name.strip_suffix(ending.as_str())?.to_owned(),
                    Kind::Folder => project.kind(&format!("{path}/{or_with}")).map(|_| name)?,
                };
                Some(Clue {
                    word,
                    seen: Seen::file(&path),
                })
            })
            .collect(),
        Programs::TomlMembersEach { toml, members, each, name } => {
            let listed = toml_at(project, toml, members).map(|v| toml_texts(&v)).unwrap_or_default();
            let files = listed
                .iter()
                .flat_map(|t| unfold(project, t, &[]))
                .map(|folder| format!("{folder}/{toml}"));
            files.flat_map(|file| each_name(project, &file, each, name)).collect()
        }
        Programs::TomlEach { toml, each, name, .. } => each_name(project, toml, each, name),
        Programs::TomlIf { toml, key, beside } => project
            .kind(beside)
            .and_then(|_| Some(vec![clue(project, toml, toml_at(project, toml, key)?.as_str()?)]))
            .unwrap_or_default(),
        Programs::TomlMembers {
            toml,
            members,
            key,
            beside,
        } => {
            let listed = toml_at(project, toml, members).map(|v| toml_texts(&v)).unwrap_or_default();
            let folders = listed.iter().flat_map(|t| unfold(project, t, &[]));
            folders
                .filter_map(|folder| {
                    project.kind(&format!("{folder}/{beside}"))?;
                    let file = format!("{folder}/{toml}");
                    Some(clue(project, &file, toml_at(project, &file, key)?.as_str()?))
                })
                .collect()
        }
        Programs::LastPart { last_part, beside } => {
            if beside.as_ref().is_some_and(|b| project.kind(b).is_none()) {
                return Vec::new();
            }
            let found = Clue::first(std::slice::from_ref(last_part), project);
            found
                .into_iter()
                .map(last)
                .filter(|clue| !FOLDERS.contains(&clue.word.as_str()))
                .collect()
        }
    }
}

fn each_name(project: &dyn Project, toml: &str, each: &str, name: &str) -> Vec<Clue> {
    let Some(toml::Value::Array(entries)) = toml_at(project, toml, each) else {
        return Vec::new();
    };
    let named = entries.iter().filter_map(|e| e.get(name)?.as_str());
    named.map(|word| clue(project, toml, word)).collect()
}

fn last(clue: Clue) -> Clue {
    Clue {
        word: last_part(&clue.word).to_owned(),
        seen: clue.seen,
    }
}

/// `example.com/shop/v2` is called `shop`: a last part that only tells a version is none.
pub fn last_part(path: &str) -> &str {
    let is_version = |part: &str| {
        let digits = part.strip_prefix('v');
        digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut parts = path.rsplit('/').filter(|part| !part.is_empty() && !is_version(part));
    parts.next().unwrap_or(path)
}

fn clue(project: &dyn Project, file: &str, word: &str) -> Clue {
    Clue {
        word: word.to_owned(),
        seen: Seen::text(project, file, &format!("\"{word}\"")),
    }
}

fn has(project: &dyn Project, folder: &str, ending: &str, text: Option<&str>) -> bool {
    let entries = project.list(folder);
    let mut files = entries.iter().filter(|(name, kind)| *kind == Kind::File && name.ends_with(ending));
    files.any(|(name, _)| {
        let says = |text: &str| {
            let source = project.read(&format!("{folder}/{name}"));
            source.is_some_and(|source| source.contains(text))
        };
        text.is_none_or(says)
    })
}
