//! Build steps that leave the sandbox.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Dockerfile, Flag},
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "insecure-run",
    severity: Severity::Error,
    summary: "a build step runs without the builder's sandbox",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let flags = file.instructions.iter().map(effective).flat_map(|instruction| &instruction.flags);
    flags.filter_map(|flag| Some(hit(file, flag, message(flag)?))).collect()
}

fn message(flag: &Flag) -> Option<&'static str> {
    match (flag.name.as_str(), flag.value.as_ref()?.value.as_str()) {
        ("security", "insecure") => Some("this step has all rights of the machine that builds"),
        ("network", "host") => Some("this step reaches whatever the machine that builds can reach, its own services included"),
        _ => None,
    }
}

fn hit(file: &Dockerfile, flag: &Flag, message: &'static str) -> Hit {
    let after = file.source.text().get(flag.span.end..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let gone = Span::new(flag.span.start, flag.span.end + blanks);
    Hit::new(flag.span, message)
        .review_fix("stay in the sandbox", vec![Edit::delete(gone)])
        .changing([Change::Flags])
}
