//! Takes a file to where its rules have nothing more to mend: fixes are applied in rounds, and each has to prove itself.

mod choice;
mod proof;
mod shift;
mod tokens;
mod trial;

use std::{collections::BTreeSet, sync::Arc};

use super::{Policy, audit};
use crate::{
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Finding, Fix, Safety, Text},
    source::{Source, Span},
};
use choice::choose;
use shift::Shift;
use trial::{Budget, State, largest};

/// Fixes make room for others; more rounds than this no file needs.
const ROUNDS: usize = 24;

/// A fix that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The finding that it mends.
    pub finding: Finding,
    /// What it did.
    pub fix: Fix,
    /// Where the finding stands in the text as it was at first.
    pub seen: Span,
    /// What it changed, in the same text; what it changed of other fixes' text is where that was put in.
    pub places: Vec<Span>,
}

/// A text that fixes led to, each of which proved itself. Made nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven(String);

impl Proven {
    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// A file, and what became of it.
#[derive(Clone, Debug)]
pub struct Hardened {
    /// The text with the safe fixes.
    pub safe: Proven,
    /// The text with all fixes.
    pub all: Proven,
    /// The fixes that led there, in order.
    pub applied: Vec<Applied>,
    /// What no fix mends, with its place in the text as it was at first.
    pub left: Vec<(Finding, Span)>,
    /// The text with all fixes, as it was read.
    pub file: Dockerfile,
}

/// Applies the fixes of all rules, or of those that are named, as far as they go.
pub fn harden(file: Dockerfile, policy: &Policy, only: &[String]) -> Hardened {
    let findings = audit(&file, policy);
    let mut work = Work {
        state: State { file, findings },
        policy,
        only,
        trail: Vec::new(),
        applied: Vec::new(),
    };
    work.rounds(|safety| safety == Safety::Safe);
    let safe = work.text();
    work.rounds(|_| true);
    let all = work.text();
    let shifts = shifts(&work.trail);
    let findings = work.state.findings.iter();
    let left = findings.map(|f| (f.clone(), origin(&shifts, f.place.span))).collect();
    Hardened {
        safe,
        all,
        left,
        applied: work.applied,
        file: work.state.file,
    }
}

struct Work<'a> {
    state: State,
    policy: &'a Policy,
    only: &'a [String],
    /// The edits of each round.
    trail: Vec<Vec<Edit>>,
    applied: Vec<Applied>,
}

impl Work<'_> {
    /// Applies what is allowed, round after round, until nothing is left to apply.
    fn rounds(&mut self, allowed: fn(Safety) -> bool) {
        let mut budget = Budget::default();
        // what was refused may stand in the way of others
        let mut refused: BTreeSet<(Text, Span)> = BTreeSet::new();
        for _ in 0..ROUNDS {
            let chosen = choose(&self.state.findings, |finding, fix| {
                let wanted = self.only.is_empty() || self.only.iter().any(|rule| *rule == finding.rule);
                wanted && allowed(fix.safety) && !refused.contains(&(finding.rule.clone(), finding.place.span))
            });
            if chosen.is_empty() {
                break;
            }
            let Some((fixes, state)) = largest(&self.state, &chosen, self.policy, &mut budget) else {
                refused.extend(chosen.iter().map(|(finding, _)| (finding.rule.clone(), finding.place.span)));
                continue;
            };
            refused.clear();
            let shifts = shifts(&self.trail);
            let mut edits = Vec::new();
            for (finding, fix) in fixes {
                self.applied.push(Applied {
                    finding: finding.clone(),
                    seen: origin(&shifts, finding.place.span),
                    fix: fix.clone(),
                    places: fix.edits.iter().map(|edit| origin(&shifts, edit.span)).collect(),
                });
                edits.extend(fix.edits.iter().cloned());
            }
            self.trail.push(edits);
            self.state = state;
        }
    }

    fn text(&self) -> Proven {
        Proven(self.state.file.source.text().to_owned())
    }
}

/// What each round did to places.
fn shifts(trail: &[Vec<Edit>]) -> Vec<Shift<'_>> {
    trail.iter().map(Shift::new).collect()
}

/// Where a place of the present text was at first.
fn origin(shifts: &[Shift<'_>], span: Span) -> Span {
    let back = |span: Span, shift: &Shift<'_>| Span::new(shift.back(span.start), shift.back(span.end));
    shifts.iter().rev().fold(span, back)
}

/// The same file with another text.
fn with_text(source: &Source, text: String) -> Dockerfile {
    Dockerfile::parse(Arc::new(Source::new(source.name(), text)))
}
