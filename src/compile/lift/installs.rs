//! Packages of the language that a step names itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{
    glob::glob,
    signs::{self, LiftSigns, StepSign},
};
use crate::{
    audit::calls_in,
    compile::preset::Preset,
    dockerfile::{Body, Dockerfile, Keyword, Run},
    source::Source,
    value::{Requirement, shown},
};

/// The packages that the steps of a Dockerfile name, in their order and each once, and the lines that do.
pub fn installs(text: &str, preset: &Preset) -> (Vec<String>, BTreeSet<usize>) {
    let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile".to_owned(), text.to_owned())));
    let (mut packages, mut lines) = (Vec::new(), BTreeSet::new());
    for (at, instruction) in file.instructions.iter().enumerate().filter(|(_, i)| i.keyword == Keyword::Run) {
        let mut read = |words: Vec<&str>, start: usize| {
            let found = named(&preset.lift, &words).unwrap_or_default();
            if !found.is_empty() {
                lines.insert(file.source.line(start));
            }
            packages.extend(found.into_iter().filter(|p| !packages.contains(p)).collect::<Vec<_>>());
        };
        match (&instruction.body, instruction.script()) {
            (_, Some(script)) => {
                for call in calls_in(at, script) {
                    let words = call.words.iter().map(|w| w.value.as_str()).collect();
                    read(words, call.command.span.start);
                }
            }
            (Body::Run(Run::Exec(words)), None) => {
                read(words.iter().map(|w| w.value.as_str()).collect(), instruction.span.start);
            }
            _ => {}
        }
    }
    (packages, lines)
}

/// The packages that a command names; none when it is not read so.
fn named(lift: &LiftSigns, words: &[&str]) -> Option<Vec<String>> {
    let mut words = words.to_vec();
    if let Some(first) = words.first_mut() {
        *first = first.rsplit('/').next().unwrap_or(first);
    }
    let sign = lift.steps.iter().find(|s| signs::fits(&s.run, &words).is_some())?;
    sign.rest.as_ref()?;
    packages(lift, sign, &words).ok()
}

/// The packages behind the words of a step's pattern.
///
/// # Errors
/// Why they are left to a person.
pub(super) fn packages(lift: &LiftSigns, sign: &StepSign, words: &[&str]) -> Result<Vec<String>, String> {
    let is_option = |word: &&str| word.len() > 1 && word.starts_with('-');
    let from = |word: &&&str| lift.sources.iter().any(|pattern| glob(pattern, word));
    if let Some(option) = words.iter().find(from) {
        return Err(format!(
            "{}: packages of another place than the usual index are named in a file of the package manager",
            shown(option)
        ));
    }
    let mut plain = Vec::new();
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match is_option(word) {
            true if lift.valued.iter().any(|option| option == word) => drop(rest.next()),
            true => {}
            false => plain.push(*word),
        }
    }
    let before = sign.run.split_whitespace().filter(|w| !w.starts_with('-') && *w != "*").count();
    let named = plain.into_iter().skip(before).filter(|w| !sign.except.iter().any(|e| glob(e, w)));
    named
        .map(|word| match Requirement::new(word) {
            Ok(package) => Ok(package.as_str().to_owned()),
            Err(_) => Err(format!(
                "`{}` is no package of the index: name it in a file of the package manager",
                shown(word)
            )),
        })
        .collect()
}
