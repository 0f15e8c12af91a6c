//! Here-documents that go on after a failure.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::scripts,
        shells::{commands_of, sets, shebang, switches_on},
    },
    dockerfile::{
        Dockerfile,
        shell::{Command, Join, List, ListKind, Script},
    },
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "heredoc-without-errexit",
    severity: Severity::Warning,
    summary: "a here-document of several commands goes on after a failure",
    page: include_str!("heredoc_without_errexit.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        for (number, list) in script.lists.iter().enumerate().filter(|(_, list)| list.kind == ListKind::Heredoc) {
            let steps = commands_of(script, number)
                .filter(|c| matches!(c.join, Join::First | Join::Then))
                .count();
            if steps < 2 || stops(file, at, script, number, list) {
                continue;
            }
            let body = file.source.slice(list.span);
            let first_line = if body.starts_with("#!") {
                body.find('\n').map_or(body.len(), |end| end + 1)
            } else {
                0
            };
            let opener = instruction
                .heredocs
                .iter()
                .find(|h| h.body.contains(list.span))
                .map_or(list.span, |h| h.opener);
            hits.push(
                Hit::new(
                    opener,
                    "only the last of these commands decides: the step goes on when an earlier one fails",
                )
                .review_fix(
                    "stop at the first failure",
                    vec![Edit::insert(list.span.start + first_line, "set -e\n")],
                ),
            );
        }
    }
    hits
}

/// Whether the shell stops at a failure: by `set -e`, its `#!` line, its own options or those of SHELL.
fn stops(file: &Dockerfile, at: usize, script: &Script, number: usize, list: &List) -> bool {
    let on = |options: &mut dyn Iterator<Item = &str>| switches_on(options, Some('e'), "errexit");
    let reader = |command: &Command| command.redirects.iter().any(|r| r.operator.starts_with("<<"));
    commands_of(script, number).any(|command| sets(command, Some('e'), "errexit"))
        || shebang(file.source.slice(list.span)).is_some_and(|mut words| on(&mut words))
        || script
            .commands
            .iter()
            .filter(|c| reader(c))
            .any(|c| on(&mut c.arguments().iter().map(|w| w.value.as_str())))
        || (file
            .shell_at(at)
            .is_some_and(|words| on(&mut words.iter().map(|w| w.value.as_str())))
            && commands_of(script, 0).next().is_none())
}
