//! Places in a file that was parsed: which key or list entry a span means, and getting it out of the way.

use std::{mem, ops::Range};

use toml::{
    Spanned,
    de::{DeArray, DeTable, DeValue},
};

use crate::source::Span;

/// A step into a table or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Entry(usize),
}

/// What stands in for keys that must be there (`*` is any entry of a list), so that the rest can be read and judged.
const KEPT: [(&str, &str); 6] = [
    ("app", "{ name = 'missing', language = '' }"),
    ("app.language", "''"),
    ("app.name", "'missing'"),
    ("artifacts.files.*.to", "'/missing'"),
    ("policy.ignore.*.reason", "'missing'"),
    ("runtime.user.uid", "65532"),
];

/// The same, but the table around such a key is of no use without it: it is dropped once it was read.
const DROPPED: [(&str, &str); 6] = [
    ("artifacts.binaries.*.from", "'missing'"),
    ("artifacts.binaries.*.name", "'missing'"),
    ("artifacts.files.*.from", "'missing'"),
    ("build.secrets.*.id", "'missing'"),
    ("policy.ignore.*.rule", "'missing'"),
    ("template.path", "'missing'"),
];

/// The place by which a stand-in is known whose table is to be dropped.
const NOWHERE: Range<usize> = usize::MAX - 1..usize::MAX;

/// The stand-in for a key, at the place of what it stands in for.
fn stand_in_for(key: &str, place: Range<usize>) -> Option<Spanned<DeValue<'static>>> {
    let find = |list: &[(&str, &'static str)]| list.iter().find(|(k, _)| *k == key).map(|(_, text)| *text);
    let (text, place) = find(&KEPT).map(|t| (t, place)).or_else(|| Some((find(&DROPPED)?, NOWHERE)))?;
    Some(Spanned::new(place, DeValue::parse(text).ok()?.into_inner()))
}

/// Puts a stand-in for a missing key into the table of that span, and gives the key with its dots.
pub fn stand_in(root: &mut DeTable<'_>, span: Span, field: &str) -> Option<String> {
    let mut tables = places(root, span);
    tables.push(Vec::new());
    let (steps, dotted, value) = tables.into_iter().find_map(|steps| {
        let dotted = dotted(&steps, field);
        let value = stand_in_for(&dotted, span.start..span.end)?;
        Some((steps, dotted, value))
    })?;
    let key = Spanned::new(span.start..span.end, field.to_owned().into());
    table_at(root, &steps)?.insert(key, value).is_none().then_some(dotted)
}

/// Gets what a message points at out of the way, and gives its dotted key: a value of a required key gets a stand-in, all else is
/// taken out.
pub fn refuse(root: &mut DeTable<'_>, span: Span) -> Option<String> {
    let steps = places(root, span).into_iter().next()?;
    let (last, parent) = steps.split_last()?;
    let (key, name) = match last {
        Step::Key(name) => (dotted(parent, name), name.clone()),
        Step::Entry(_) => (dotted(parent, "*"), String::new()),
    };
    let value = value_at(root, &steps)?;
    let place = value.span();
    match stand_in_for(&key, place.clone()).filter(|_| Span::from(place) == span) {
        Some(value) => {
            let key = Spanned::new(span.start..span.end, name.into());
            table_at(root, parent)?.insert(key, value);
        }
        None => take_out(root, &steps)?,
    }
    Some(key)
}

/// Drops the tables that are of no use. False when there is none.
pub fn drop_stand_ins(root: &mut DeTable<'_>) -> bool {
    let mut dropped = false;
    while let Some(steps) = places(root, NOWHERE.into()).into_iter().next() {
        let around = &steps[..steps.len().saturating_sub(1)];
        if take_out(root, around).is_none() {
            return false;
        }
        dropped = true;
    }
    dropped
}

fn take_out(root: &mut DeTable<'_>, steps: &[Step]) -> Option<()> {
    let (last, parent) = steps.split_last()?;
    match last {
        Step::Key(name) => {
            table_at(root, parent)?.remove(name.as_str())?;
        }
        Step::Entry(at) => {
            let DeValue::Array(list) = value_at(root, parent)?.get_mut() else {
                return None;
            };
            let all: Vec<_> = mem::replace(list, DeArray::new()).into_iter().collect();
            let others = all.into_iter().enumerate().filter(|(i, _)| i != at);
            others.for_each(|(_, value)| list.push(value));
        }
    }
    Some(())
}

fn value_at<'t, 'a>(root: &'t mut DeTable<'a>, steps: &[Step]) -> Option<&'t mut Spanned<DeValue<'a>>> {
    let (last, parent) = steps.split_last()?;
    match last {
        Step::Key(name) => table_at(root, parent)?.get_mut(name.as_str()),
        Step::Entry(at) => match value_at(root, parent)?.get_mut() {
            DeValue::Array(list) => list.get_mut(*at),
            _ => None,
        },
    }
}

fn table_at<'t, 'a>(root: &'t mut DeTable<'a>, steps: &[Step]) -> Option<&'t mut DeTable<'a>> {
    if steps.is_empty() {
        return Some(root);
    }
    match value_at(root, steps)?.get_mut() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// The dotted key of a step below these.
fn dotted(parent: &[Step], last: &str) -> String {
    let names = parent.iter().map(|step| match step {
        Step::Key(name) => name.as_str(),
        Step::Entry(_) => "*",
    });
    names.chain([last]).collect::<Vec<_>>().join(".")
}

/// What a span may mean, the most likely first: keys and values of exactly that span, the innermost first; else the innermost value
/// around it. (A table under a header has the header's span, and its keys lie outside of that.)
fn places(root: &DeTable<'_>, span: Span) -> Vec<Vec<Step>> {
    let mut exact = Vec::new();
    let mut around = Vec::new();
    let mut steps = Vec::new();
    walk_table(root, span, &mut steps, &mut exact, &mut around);
    exact.reverse();
    around.reverse();
    exact.extend(around);
    exact
}

type Found = Vec<Vec<Step>>;

fn walk_table(table: &DeTable<'_>, span: Span, steps: &mut Vec<Step>, exact: &mut Found, around: &mut Found) {
    for (key, value) in table {
        steps.push(Step::Key(key.get_ref().to_string()));
        if Span::from(key.span()) == span && Span::from(value.span()) != span {
            exact.push(steps.clone());
        }
        walk(value, span, steps, exact, around);
        steps.pop();
    }
}

fn walk(value: &Spanned<DeValue<'_>>, span: Span, steps: &mut Vec<Step>, exact: &mut Found, around: &mut Found) {
    let own = Span::from(value.span());
    if own == span {
        exact.push(steps.clone());
    } else if own.contains(span) {
        around.push(steps.clone());
    }
    match value.get_ref() {
        DeValue::Table(table) => walk_table(table, span, steps, exact, around),
        DeValue::Array(list) => {
            for (at, entry) in list.iter().enumerate() {
                steps.push(Step::Entry(at));
                walk(entry, span, steps, exact, around);
                steps.pop();
            }
        }
        _ => {}
    }
}
