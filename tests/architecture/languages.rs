//! A language is data: a preset, a template and an example. The code knows none of them by name.

use std::collections::BTreeSet;

use hullwright::compile::Library;

use crate::{
    code::{Kind, only},
    files::{File, files},
};

/// Where not even a comment may name a language.
const ENTIRELY_FREE: [&str; 4] = ["commands", "compile", "io", "report"];

/// Where texts may: rules and the parser must know programs and images by their names.
const KNOWS_PROGRAMS: [&str; 2] = ["audit", "dockerfile"];

/// Names of languages that are English words, or the endings of source files: free in comments.
const ALSO_ENGLISH: [&str; 2] = ["go", "rs"];

/// A name of a language that is our own word for a program of a build.
const OUR_WORD: &str = "binary";

/// Texts that use such a word as English has it, or as the name of an image. The second is enough of the line to know it again.
const EXCUSED: [(&str, &str); 3] = [
    ("compile/library.rs", "/library.rs"),
    ("value/path.rs", "cannot go up with"),
    ("value/port.rs", "ports go from 1 to 65535"),
];

/// Every language by name, and every other word for one.
fn names() -> BTreeSet<String> {
    let library = Library::builtin();
    let mut names = BTreeSet::new();
    for language in library.languages() {
        let preset = library
            .preset(language)
            .expect("a built-in preset is well-formed")
            .expect("it is there");
        names.insert(language.to_owned());
        names.extend(preset.aliases);
    }
    assert!(names.len() >= 10, "only {names:?}");
    assert!(names.remove(OUR_WORD), "it is a language too");
    names
}

/// The lines of a text that have one of the names as a whole word.
fn naming(text: &str, names: &BTreeSet<String>) -> Vec<(usize, String)> {
    let has = |line: &str| {
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.any(|word| names.contains(&word.to_lowercase()))
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| has(line))
        .map(|(at, line)| (at + 1, line.trim().to_owned()))
        .collect()
}

fn lines(file: &File, names: &BTreeSet<String>) -> Vec<(usize, String)> {
    let module = file.module();
    let kinds: &[Kind] = if KNOWS_PROGRAMS.contains(&module) {
        &[Kind::Code]
    } else {
        &[Kind::Code, Kind::Text]
    };
    let mut found = naming(&only(&file.text, kinds), names);
    if ENTIRELY_FREE.contains(&module) {
        let strict: BTreeSet<String> = names.iter().filter(|n| !ALSO_ENGLISH.contains(&n.as_str())).cloned().collect();
        found.extend(naming(&only(&file.text, &[Kind::Comment]), &strict));
    }
    found
}

#[test]
fn no_language_is_named_in_the_code() {
    let names = names();
    let mut idle: BTreeSet<(&str, &str)> = EXCUSED.into_iter().collect();
    let mut wrong = Vec::new();
    for file in files() {
        for (line, text) in lines(file, &names) {
            match EXCUSED.iter().find(|(path, part)| *path == file.path && text.contains(part)) {
                Some(excused) => {
                    idle.remove(excused);
                }
                None => wrong.push(format!("src/{}:{line}: {text}", file.path)),
            }
        }
    }
    assert!(wrong.is_empty(), "a language is named\n{}", wrong.join("\n"));
    assert!(idle.is_empty(), "excused, but not there: {idle:?}");
}
