//! Comments that ignore findings: ours and, for the rules that correspond, those of other tools.

mod index;
mod ours;
mod scope;
mod theirs;

use super::{Inline, Policy, finding_of};
use crate::{
    dockerfile::Dockerfile,
    finding::{Finding, Place},
    source::Span,
};
use index::Index;
use scope::Scope;

/// Something that is not to be heard somewhere.
#[derive(Clone, Copy, Debug)]
struct Ignore {
    what: What,
    /// Where it is not to be heard.
    scope: Scope,
    /// Where the comment names it; none for what is said to other tools, who may see more than we do.
    named: Option<Span>,
}

/// What is not to be heard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The rule of that name.
    Rule(&'static str),
    /// Every rule that corresponds to something in that tool.
    All(&'static str),
}

/// Takes out of the findings what comments ignore, and adds what is wrong with those comments.
pub(super) fn apply(file: &Dockerfile, policy: &Policy, findings: &mut Vec<Finding>) {
    let mut ignores = Vec::new();
    let mut wrong = Vec::new();
    for comment in scope::comments(file) {
        ours::read(file, comment, &mut ignores, &mut wrong);
        if policy.inline() == Inline::All {
            theirs::read(file, comment, policy, &mut ignores);
        }
    }
    if policy.inline() == Inline::All {
        theirs::directive(file, &mut ignores);
    }
    if ignores.is_empty() && wrong.is_empty() {
        return;
    }
    let mut index = Index::new(ignores);
    if policy.inline() != Inline::None {
        findings.retain(|finding| {
            let tools = theirs::tools(&finding.rule).iter().map(|tool| What::All(tool));
            let rule = super::names().find(|name| *name == finding.rule).map(What::Rule);
            let mut heard = true;
            for what in tools.chain(rule) {
                heard &= !index.ignores(what, finding.place.span.start);
            }
            heard
        });
    }
    wrong.extend(index.unused().filter_map(|ignore| unused(file, policy, ignore)));
    findings.extend(wrong.into_iter().filter_map(|finding| policy.judge(finding)));
}

/// What to say of an ignore that ignored nothing.
fn unused(file: &Dockerfile, policy: &Policy, ignore: Ignore) -> Option<Finding> {
    let (What::Rule(rule), Some(named)) = (ignore.what, ignore.named) else {
        return None;
    };
    let say = |message: String| finding_of("unused-ignore", Place::new(&file.source, named), message);
    if policy.inline() == Inline::None {
        let message = format!("`{rule}` cannot be ignored here: the policy lets no comment ignore anything");
        return Some(say(message).help("Mend what is found, or ask for a waiver in the policy."));
    }
    // Whoever switched the rule off for everybody need not tidy up every file.
    if policy.is_silent(rule) {
        return None;
    }
    let what = match ignore.scope {
        Scope::File => "this file",
        Scope::Part(_) => "this instruction",
    };
    let advice = "Take it out of the comment: it would hide the next mistake of that kind.";
    Some(say(format!("`{rule}` is ignored, but has nothing to say about {what}")).help(advice))
}
