//! Which fixes can be applied at the same time: those whose edits do not touch one another.

use std::collections::BTreeSet;

use crate::{
    edit::Edit,
    finding::{Finding, Fix},
    source::Span,
};

/// A finding and its fix.
pub type Mending<'a> = (&'a Finding, &'a Fix);

/// The wanted fixes, top to bottom, without those that would meet one before them.
pub fn choose<'a>(findings: &'a [Finding], wanted: impl Fn(&Finding, &Fix) -> bool) -> Vec<Mending<'a>> {
    let mut taken = BTreeSet::new();
    let fixes = findings.iter().filter_map(|finding| Some((finding, finding.fix.as_deref()?)));
    let mut chosen = Vec::new();
    for (finding, fix) in fixes.filter(|(finding, fix)| wanted(finding, fix) && !fix.edits.is_empty()) {
        if fix.edits.iter().all(|edit| is_free(&taken, edit)) {
            taken.extend(fix.edits.iter().map(|edit| edit.span));
            chosen.push((finding, fix));
        }
    }
    chosen
}

/// Whether no taken edit overlaps this one or stands next to it: what two edits make together was thought of by neither.
fn is_free(taken: &BTreeSet<Span>, edit: &Edit) -> bool {
    let Span { start, end } = edit.span;
    let before = taken.range(..Span { start: end + 1, end: 0 }).next_back();
    before.is_none_or(|other| other.end < start)
}
