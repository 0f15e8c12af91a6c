//! `# hullwright: ignore[rule, rule] reason` for an instruction, and `ignore-file[…]` for the whole file.

use super::{
    Ignore, What,
    scope::{Scope, around},
};
use crate::{
    audit::{finding_of, names},
    dockerfile::Dockerfile,
    finding::{Finding, Place},
    source::Span,
    value::{nearest, shown},
};

/// What people write who mean `ignore`. Other words after our name are no business of ours: the mark of a generated file is one.
const MEANT: &[&str] = &["allow", "disable", "ignore-line", "ignored", "noqa", "off", "skip", "waive"];

/// To look for what was meant costs time: in a file with more mistakes than this, nobody meant anything.
const MOST_GUESSES: usize = 100;

/// Reads one comment, if it is ours.
pub(super) fn read(file: &Dockerfile, comment: Span, ignores: &mut Vec<Ignore>, wrong: &mut Vec<Finding>) {
    let text = file.source.slice(comment);
    let Some(said) = text.trim_start_matches('#').trim_start().strip_prefix("hullwright:") else {
        return;
    };
    let said = said.trim_start();
    let end = said.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(said.len());
    let (word, rest) = said.split_at(end);
    let mut refuse = |why: &str| {
        let finding = finding_of(
            "malformed-ignore",
            Place::new(&file.source, comment),
            format!("this comment ignores nothing: {why}"),
        );
        wrong.push(finding.help("Write `# hullwright: ignore[rule, rule] why it is fine here`."));
    };
    let scope = match word {
        "ignore" => around(file, comment),
        "ignore-file" => Scope::File,
        _ if MEANT.contains(&word) || nearest(word, ["ignore", "ignore-file"]).is_some() => {
            return refuse("the word is `ignore` or `ignore-file`");
        }
        _ => return,
    };
    let list = rest.trim_start().strip_prefix('[').and_then(|rest| rest.split_once(']'));
    let Some((list, reason)) = list.filter(|(list, _)| !list.trim().is_empty()) else {
        return refuse("it names no rule in brackets");
    };
    if !reason.contains(char::is_alphanumeric) {
        return refuse("it gives no reason");
    }
    let mut at = comment.end - text.len() + text.find('[').map_or(0, |bracket| bracket + 1);
    for part in list.split(',') {
        let name = part.trim();
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let named = Span::new(start, start + name.len());
        match names().find(|known| *known == name) {
            Some(rule) => ignores.push(Ignore {
                what: What::Rule(rule),
                scope,
                named: Some(named),
            }),
            None if name.is_empty() => {}
            None => wrong.push(unknown(Place::new(&file.source, named), name, wrong.len() < MOST_GUESSES)),
        }
    }
}

fn unknown(place: Place, name: &str, guess: bool) -> Finding {
    let near = guess.then(|| nearest(name, names())).flatten();
    let finding = finding_of("unknown-rule", place, format!("there is no rule `{}`", shown(name)));
    finding.help(match near {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`hullwright explain` lists all rules.".to_owned(),
    })
}
