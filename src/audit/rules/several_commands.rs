//! Instructions of which only the last one counts.

use crate::{
    audit::{Hit, Policy, Rule, stages::instructions},
    dockerfile::{Dockerfile, Instruction, Keyword},
    edit::Edit,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "several-commands",
    severity: Severity::Warning,
    summary: "CMD, ENTRYPOINT or HEALTHCHECK is set twice in a stage",
    page: include_str!("several_commands.md"),
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
                .safe_fix("drop it", vec![Edit::delete(with_line_end(file, earlier))])
            }));
        }
    }
    hits
}

fn with_line_end(file: &Dockerfile, instruction: &Instruction) -> Span {
    let after = file.source.text().get(instruction.span.end..).unwrap_or_default();
    let ending = ["\r\n", "\n"]
        .into_iter()
        .find(|ending| after.starts_with(ending))
        .map_or(0, str::len);
    Span::new(instruction.span.start, instruction.span.end + ending)
}
