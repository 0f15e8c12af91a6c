//! The proof of a fix: the edited text is read again, and nothing may be different but what the fix names, where its edits are.

use std::collections::BTreeMap;

use super::{
    shift::Shift,
    tokens::{Kind, Token, tokens},
};
use crate::{
    dockerfile::{Dockerfile, Keyword},
    edit::Edit,
    finding::Change,
    sorting,
};

/// An edit, and all that it may change.
pub type Claim<'a> = (&'a Edit, &'a [Change]);

/// Whether the second file is the first one with nothing different but what the edits claim, and is accepted where the first was.
pub fn holds(before: &Dockerfile, after: &Dockerfile, claims: &[Claim<'_>]) -> bool {
    if before.escape != after.escape || !no_new_problem(before, after) {
        return false;
    }
    let mut claims = claims.to_vec();
    sorting::by_key(&mut claims, |(edit, _)| *edit);
    let shift = Shift::new(claims.iter().map(|(edit, _)| *edit));
    let changes = |range: std::ops::Range<usize>| -> Vec<Change> {
        let touching = claims.get(range).unwrap_or_default();
        touching.iter().flat_map(|(_, changes)| changes.iter().copied()).collect()
    };
    let (old, new) = (tokens(before), tokens(after));
    let mut ledger = Ledger::default();
    let mut kept = vec![false; new.len()];
    for token in &old {
        if let Some(index) = same(&shift, token, &new) {
            if let Some(kept) = kept.get_mut(index) {
                *kept = true;
            }
        } else if !ledger.gone(token, &changes(shift.touching_old(token.span))) {
            return false;
        }
    }
    let appeared = new.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(token, _)| token);
    for token in appeared {
        if !ledger.come(token, &changes(shift.touching_new(token.span))) {
            return false;
        }
    }
    ledger.is_even()
}

/// Every message of the second file is one that the first has, too.
fn no_new_problem(before: &Dockerfile, after: &Dockerfile) -> bool {
    let mut old: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in &before.problems {
        *old.entry(&problem.message).or_default() += 1;
    }
    after.problems.iter().all(|problem| {
        let left = old.get_mut(problem.message.as_str()).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    })
}

/// The same thing where it has to be now.
fn same(shift: &Shift<'_>, token: &Token<'_>, new: &[Token<'_>]) -> Option<usize> {
    let wanted = Token {
        span: shift.span(token.span)?,
        kind: token.kind,
        value: token.value.clone(),
    };
    new.binary_search(&wanted).ok()
}

/// What went and what came in its place, where only how it is written may change.
#[derive(Default)]
struct Ledger<'a> {
    gone: Vec<(Kind, &'a str)>,
    come: Vec<(Kind, &'a str)>,
}

impl<'a> Ledger<'a> {
    /// Whether a thing may go.
    fn gone(&mut self, token: &'a Token<'_>, changes: &[Change]) -> bool {
        if changes.is_empty() {
            return false;
        }
        let has = |change: Change| changes.contains(&change);
        let removed = changes.iter().any(|c| matches!(c, Change::Removed(_)));
        match token.kind {
            Kind::Comment => false,
            Kind::Instruction(keyword) => {
                has(Change::Removed(keyword.name()))
                    || keyword == Keyword::Run && has(Change::Joined)
                    || changes.iter().any(|c| matches!(c, Change::Keyword(_)))
            }
            _ if removed => true,
            _ => self.may(token, changes, |ledger| &mut ledger.gone),
        }
    }

    /// Whether a thing may appear.
    fn come(&mut self, token: &'a Token<'_>, changes: &[Change]) -> bool {
        if changes.is_empty() {
            return false;
        }
        let has = |change: Change| changes.contains(&change);
        let added = changes.iter().any(|c| matches!(c, Change::Added(_)));
        match token.kind {
            Kind::Comment => has(Change::Comments),
            Kind::Instruction(keyword) => has(Change::Added(keyword.name())) || has(Change::Keyword(keyword.name())),
            _ if added => true,
            _ => self.may(token, changes, |ledger| &mut ledger.come),
        }
    }

    /// Whether a part of an instruction may change; if only its way of writing may, or the words but not what they hang on, it is noted.
    fn may(&mut self, token: &'a Token<'_>, changes: &[Change], side: fn(&mut Self) -> &mut Vec<(Kind, &'a str)>) -> bool {
        let has = |change: Change| changes.contains(&change);
        let keyword = changes.iter().any(|c| matches!(c, Change::Keyword(_)));
        let commands = has(Change::Commands);
        let (free, noted) = match token.kind {
            Kind::Word => (has(Change::Words) || commands || keyword, has(Change::Form) || has(Change::Joined)),
            Kind::Text => (has(Change::Words) || commands, false),
            Kind::Directive => (has(Change::Words), false),
            Kind::Flag | Kind::Source => (has(Change::Flags), keyword),
            Kind::Form => (
                has(Change::Form) || keyword || has(Change::Joined),
                commands || has(Change::Words) || has(Change::Flags),
            ),
            Kind::Command => (commands || has(Change::Form) || has(Change::Joined), has(Change::Words)),
            Kind::List | Kind::Redirect => (commands, has(Change::Words) || has(Change::Joined)),
            Kind::Comment | Kind::Instruction(_) | Kind::Heredoc => (false, false),
        };
        if !free && noted {
            side(self).push((token.kind, token.value.as_ref()));
        }
        free || noted
    }

    /// Whether all that was noted as gone is there again, in its order.
    fn is_even(&self) -> bool {
        let of =
            |side: &[(Kind, &'a str)], kind: Kind| -> Vec<&'a str> { side.iter().filter(|(k, _)| *k == kind).map(|(_, v)| *v).collect() };
        let kinds = [
            Kind::Form,
            Kind::Word,
            Kind::Flag,
            Kind::Source,
            Kind::Command,
            Kind::List,
            Kind::Redirect,
        ];
        kinds.into_iter().all(|kind| of(&self.gone, kind) == of(&self.come, kind))
    }
}
