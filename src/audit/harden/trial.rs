//! Tries fixes together; where that fails, finds those that do it, and leaves them out.

use std::collections::BTreeMap;

use super::{
    choice::Mending,
    proof::{Claim, holds},
    with_text,
};
use crate::{
    audit::{Policy, audit},
    dockerfile::Dockerfile,
    edit,
    finding::{Finding, Severity},
};

/// A file and what is to be said about it.
pub struct State {
    /// The file.
    pub file: Dockerfile,
    /// Its findings.
    pub findings: Vec<Finding>,
}

/// How many more trials there may be: a file may be made to fail them all.
pub struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(256)
    }
}

/// The fixes that can be applied together, and the file with them; none if no fix can be.
pub fn largest<'a>(state: &State, fixes: &[Mending<'a>], policy: &Policy, budget: &mut Budget) -> Option<(Vec<Mending<'a>>, State)> {
    if fixes.is_empty() {
        return None;
    }
    budget.0 = budget.0.checked_sub(1)?;
    if let Some(next) = attempt(state, fixes, policy) {
        return Some((fixes.to_vec(), next));
    }
    let (left, right) = fixes.split_at(fixes.len() / 2);
    if left.is_empty() {
        return None;
    }
    let left = largest(state, left, policy, budget);
    let right = largest(state, right, policy, budget);
    match (left, right) {
        (Some(left), Some(right)) => {
            let both: Vec<Mending<'a>> = left.0.iter().chain(&right.0).copied().collect();
            match attempt(state, &both, policy) {
                Some(next) => Some((both, next)),
                None => Some(left),
            }
        }
        (left, right) => left.or(right),
    }
}

/// The file with these fixes, if they prove themselves: nothing else is different, each finding is gone, and no serious one is new.
fn attempt(state: &State, fixes: &[Mending<'_>], policy: &Policy) -> Option<State> {
    let claims: Vec<Claim<'_>> = fixes
        .iter()
        .flat_map(|(_, fix)| fix.edits.iter().map(|edit| (edit, fix.changes.as_slice())))
        .collect();
    let edits: Vec<_> = claims.iter().map(|(edit, _)| (*edit).clone()).collect();
    let text = edit::apply(state.file.source.text(), &edits).ok()?;
    let file = with_text(&state.file.source, text);
    if !holds(&state.file, &file, &claims) {
        return None;
    }
    let findings = audit(&file, policy);
    let next = State { file, findings };
    improves(state, &next, fixes).then_some(next)
}

/// Whether every mended rule speaks that much less, and no rule says more of what matters.
fn improves(before: &State, after: &State, fixes: &[Mending<'_>]) -> bool {
    let mut least: BTreeMap<&str, usize> = BTreeMap::new();
    for (finding, _) in fixes {
        *least.entry(&finding.rule).or_default() += 1;
    }
    let (old, new) = (counted(&before.findings), counted(&after.findings));
    let of = |counts: &BTreeMap<&str, Count>, rule: &str| counts.get(rule).copied().unwrap_or_default();
    let mended = least.iter().all(|(rule, fixed)| of(&new, rule).all + fixed <= of(&old, rule).all);
    mended && new.iter().all(|(rule, count)| count.serious <= of(&old, rule).serious)
}

#[derive(Clone, Copy, Default)]
struct Count {
    all: usize,
    serious: usize,
}

fn counted(findings: &[Finding]) -> BTreeMap<&str, Count> {
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    for finding in findings {
        let count = counts.entry(&finding.rule).or_default();
        count.all += 1;
        count.serious += usize::from(finding.severity >= Severity::Warning);
    }
    counts
}
