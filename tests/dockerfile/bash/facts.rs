//! What is compared of a shell text: commands, words, assignments, redirects, lists and joins, each by its place.

use std::collections::BTreeSet;

use hullwright::{
    dockerfile::{
        Body, Run,
        shell::{Command, Join, ListKind, Redirect, Script},
    },
    source::Span,
};

use crate::parse;

/// Everything that was seen, each by where it begins.
pub type Facts = BTreeSet<(usize, String)>;

/// A stretch of the text.
pub type Range = (usize, usize);

pub fn command(facts: &mut Facts, start: usize, words: &[Range]) {
    facts.insert((start, format!("command {words:?}")));
}

pub fn join(facts: &mut Facts, start: usize, join: Join) {
    facts.insert((start, format!("joined by {join:?}")));
}

pub fn redirect(facts: &mut Facts, owner: usize, operator: &str, target: Range) {
    facts.insert((target.0, format!("redirect {operator} {target:?} of {owner}")));
}

pub fn assignment(facts: &mut Facts, owner: usize, range: Range) {
    facts.insert((range.0, format!("assignment {range:?} of {owner}")));
}

pub fn list(facts: &mut Facts, kind: ListKind, range: Range) {
    facts.insert((range.0, format!("{kind:?} {range:?}")));
}

/// What our lexer says of a text.
pub struct Ours {
    pub facts: Facts,
    /// What it could not read; the scripts of other shells do not count.
    pub unread: Vec<Range>,
    /// Here-documents that it reads as scripts, since a shell gets them.
    pub scripts: Vec<Range>,
}

/// Reads a text as the script of a here-document, in which every byte of it stands as it is.
pub fn ours(text: &str) -> Ours {
    let before = "FROM a\nRUN <<'hullwright end'\n";
    let file = parse(&format!("{before}{text}\nhullwright end\n"));
    let Some(Body::Run(Run::Shell(script))) = file.instructions.get(1).map(|i| &i.body) else {
        panic!("no script in {text:?}")
    };
    let range = |span: Span| (span.start.saturating_sub(before.len()), span.end.saturating_sub(before.len()));
    let mut facts = Facts::new();
    // list 0 is the opening of the document, list 1 the text
    let is_inner = |list: usize| list > 1 && script.lists.get(list).is_some_and(|l| l.kind == ListKind::Heredoc);
    let foreign = |list: usize| script.is_of_other_shell(list) || ancestors(script, list).any(is_inner);
    let redirects = |facts: &mut Facts, owner: usize, redirects: &[Redirect]| {
        for one in redirects {
            redirect(facts, owner, one.operator, range(one.target.span));
        }
    };
    for (index, one) in script.lists.iter().enumerate().skip(2) {
        if foreign(index) {
            continue;
        }
        let (start, end) = range(one.span);
        list(&mut facts, one.kind, (start, end));
        if one.kind != ListKind::Substitution {
            join(&mut facts, start, one.join);
        }
        redirects(&mut facts, start, &one.redirects);
    }
    for one in script.commands.iter().filter(|c| !foreign(c.list)) {
        let start = range(one.span).0;
        command(&mut facts, start, &words(one, range));
        join(&mut facts, start, one.join);
        for assigned in &one.assignments {
            assignment(&mut facts, start, range(assigned.span));
        }
        redirects(&mut facts, start, &one.redirects);
    }
    let of_words: Vec<Span> = script.commands.iter().flat_map(|c| c.words.iter().map(|w| w.span)).collect();
    // what could not be read of the script of another shell is a word for this one
    let is_word = |span: Span| of_words.iter().any(|word| word.contains(span));
    // and so is what could not be read of a here-document that another shell gets
    let scripts: Vec<Span> = (0..script.lists.len())
        .filter(|l| is_inner(*l))
        .map(|l| script.lists[l].span)
        .collect();
    let is_foreign = |span: Span| scripts.iter().any(|inner| inner.contains(span));
    Ours {
        facts,
        unread: script
            .unread
            .iter()
            .filter(|span| !is_word(**span) && !is_foreign(**span))
            .map(|s| range(*s))
            .collect(),
        scripts: scripts.iter().map(|span| range(*span)).collect(),
    }
}

fn ancestors(script: &Script, list: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(list), |list| script.lists.get(*list).and_then(|l| l.parent))
}

/// The words of a command; of a test only where it begins and ends, since what stands inside is an expression for the other side.
fn words(command: &Command, range: impl Fn(Span) -> Range) -> Vec<Range> {
    let ends = |closing: &str| command.words.iter().position(|w| w.value == closing).map(|at| at + 1);
    let test = match command.words.first().map(|w| w.value.as_str()) {
        Some("[") => ends("]"),
        Some("[[") if command.assignments.is_empty() => ends("]]"),
        _ => None,
    };
    let whole = |words: &[_]| -> Option<Range> {
        let all: Vec<Range> = words
            .iter()
            .map(|w: &hullwright::dockerfile::shell::ShellWord| range(w.span))
            .collect();
        Some((all.first()?.0, all.last()?.1))
    };
    let (test, rest) = command.words.split_at(test.unwrap_or(0));
    whole(test).into_iter().chain(rest.iter().map(|w| range(w.span))).collect()
}
