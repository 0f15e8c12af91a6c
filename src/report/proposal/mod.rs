//! What `diff` proposes for a file: hunks, each with its reasons, and what no fix mends.

mod escape;
pub mod html;
pub mod human;
pub mod json;
pub mod markdown;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diff::{Hunk, hunks},
    finding::{Safety, Severity},
};

/// Why something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule that asks for it.
    pub rule: String,
    /// Whether it may be applied without thinking.
    pub safety: Safety,
    /// What was seen, in one sentence without a full stop.
    pub message: String,
    /// What is done about it, as an imperative sentence without a full stop.
    pub title: String,
    /// Where more is written on it.
    pub reference: String,
    /// The lines of the old text where it was seen, from one.
    pub lines: BTreeSet<usize>,
}

/// A finding that no fix mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The rule that speaks.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// What was seen.
    pub message: String,
    /// The line of the old text, from one.
    pub line: usize,
}

/// A hunk with the reasons for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What changes.
    pub hunk: Hunk,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Section {
    /// Whether all of it may be applied without thinking.
    pub fn safety(&self) -> Safety {
        self.reasons.iter().map(|r| r.safety).max().unwrap_or(Safety::Review)
    }
}

/// What is proposed for one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The file's name.
    pub name: String,
    /// Whether there is no such file yet.
    pub is_new: bool,
    /// The text as it would be; none if a secret stands in it.
    pub text: Option<String>,
    /// What changes, top to bottom.
    pub sections: Vec<Section>,
    /// How many fixes are safe, and how many are for review.
    pub safe: usize,
    /// See `safe`.
    pub review: usize,
    /// What remains.
    pub left: Vec<Left>,
}

impl Proposal {
    /// Puts each reason to the hunks that it changed: with a reason go the lines, from one, of the old text that its fix touched.
    pub fn new(name: &str, old: &str, new: &str, reasons: Vec<(Reason, Vec<usize>)>, left: Vec<Left>) -> Self {
        let mut sections: Vec<Section> = hunks(old, new, 3)
            .into_iter()
            .map(|hunk| Section { hunk, reasons: Vec::new() })
            .collect();
        let count = |safety| reasons.iter().filter(|(reason, _)| reason.safety == safety).count();
        let (safe, review) = (count(Safety::Safe), count(Safety::Review));
        let mut told: BTreeMap<(usize, Said), usize> = BTreeMap::new();
        for (reason, lines) in reasons {
            let touched: BTreeSet<usize> = lines
                .into_iter()
                .filter_map(|line| nearest(&sections, line.saturating_sub(1)))
                .collect();
            for at in touched {
                let Some(section) = sections.get_mut(at) else { continue };
                // the same reason at another line is told once
                let known = told.entry((at, said(&reason))).or_insert(section.reasons.len());
                match section.reasons.get_mut(*known) {
                    Some(known) => known.lines.extend(&reason.lines),
                    None => section.reasons.push(reason.clone()),
                }
            }
        }
        Self {
            name: name.to_owned(),
            is_new: false,
            text: Some(new.to_owned()),
            sections,
            safe,
            review,
            left,
        }
    }

    /// Whether nothing would change.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// How many changes of which kind: `2 safe changes, 1 to review`.
    pub fn summary(&self) -> String {
        let safe = format!("{} safe change{}", self.safe, if self.safe == 1 { "" } else { "s" });
        match (self.safe, self.review) {
            (0, 0) => "nothing to change".to_owned(),
            (_, 0) => safe,
            (0, review) => format!("{review} change{} to review", if review == 1 { "" } else { "s" }),
            (_, review) => format!("{safe}, {review} to review"),
        }
    }
}

/// What a reader sees of a reason besides the lines.
type Said = (String, Safety, String, String);

fn said(reason: &Reason) -> Said {
    (reason.rule.clone(), reason.safety, reason.title.clone(), reason.message.clone())
}

/// The hunk that holds a line of the old text (from zero), or else the next one to it; of two, the upper one. Hunks stand in order.
fn nearest(sections: &[Section], line: usize) -> Option<usize> {
    let away = |at: usize| {
        let old = &sections.get(at)?.hunk.old;
        Some(old.start.saturating_sub(line) + (line + 1).saturating_sub(old.end.max(old.start + 1)))
    };
    let below = sections.partition_point(|section| section.hunk.old.start <= line);
    let around = [below.checked_sub(1), Some(below)].into_iter().flatten();
    let measured = around.filter_map(|at| Some((at, away(at)?)));
    measured.min_by_key(|(_, away)| *away).map(|(at, _)| at)
}

/// The word for a safety.
fn word(safety: Safety) -> &'static str {
    match safety {
        Safety::Safe => "safe",
        Safety::Review => "review",
    }
}

/// `line 3`, or `lines 3, 5 and 8`.
fn lines(lines: &BTreeSet<usize>) -> String {
    let all: Vec<String> = lines.iter().map(usize::to_string).collect();
    match all.as_slice() {
        [one] => format!("line {one}"),
        [first @ .., last] => format!("lines {} and {last}", first.join(", ")),
        [] => String::new(),
    }
}
