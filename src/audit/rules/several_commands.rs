//! Instructions of which only the last one counts.

use crate::{
    audit::{Hit, Policy, Rule, cuts::lines_of, stages::instructions},
    dockerfile::{Dockerfile, Keyword},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "several-commands",
    severity: Severity::Warning,
    summary: "CMD, ENTRYPOINT or HEALTHCHECK is set twice in a stage",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for stage in &file.stages {
        for keyword in [Keyword::Cmd, Keyword::Entrypoint, Keyword::Healthcheck] {
            let mut later = instructions(file, stage).rev().filter(|(_, i)| i.keyword == keyword);
            let Some((_, last)) = later.next() else { continue };
            hits.extend(later.map(|(_, earlier)| {
                Hit::new(
                    earlier.span,
                    format!("this {} has no effect: a later one replaces it", keyword.name()),
                )
                .related(last.span, "this one counts")
                .safe_fix("drop it", vec![Edit::delete(lines_of(file, earlier))])
                .changing([Change::Removed(keyword.name())])
            }));
        }
    }
    hits
}
