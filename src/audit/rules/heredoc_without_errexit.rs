//! Here-documents that go on after a failure.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::scripts,
        shells::{sets, shebang, switches_on},
    },
    dockerfile::{
        Dockerfile,
        shell::{Command, Join, ListKind, Script},
    },
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "heredoc-without-errexit",
    severity: Severity::Warning,
    summary: "a here-document of several commands goes on after a failure",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file).filter(|(_, i, _)| !i.heredocs.is_empty()) {
        let stops_by_options = shell_stops(file, at, script);
        let lists = script.lists.iter().zip(steps(script));
        for (list, steps) in lists.filter(|(list, steps)| list.kind == ListKind::Heredoc && *steps > 1 && !stops_by_options) {
            let body = file.source.slice(list.span);
            if shebang(body).is_some_and(stops) {
                continue;
            }
            let after_shebang = if body.starts_with("#!") {
                body.find('\n').map_or(body.len(), |end| end + 1)
            } else {
                0
            };
            let number = instruction.heredocs.partition_point(|h| h.body.end < list.span.end);
            let opener = instruction.heredocs.get(number).map_or(list.span, |h| h.opener);
            hits.push(
                Hit::new(
                    opener,
                    format!("only the last of these {steps} commands decides: the step goes on when another one fails"),
                )
                .review_fix(
                    "stop at the first failure",
                    vec![Edit::insert(list.span.start + after_shebang, "set -e\n")],
                )
                .changing([Change::Commands]),
            );
        }
    }
    hits
}

fn stops<'a>(options: impl Iterator<Item = &'a str>) -> bool {
    switches_on(options, Some('e'), "errexit")
}

/// For each list of a script, how many of its commands follow one another whatever happens; none for a list with `set -e`.
fn steps(script: &Script) -> Vec<usize> {
    let mut steps = vec![Some(0); script.lists.len()];
    for command in &script.commands {
        if let Some(entry) = steps.get_mut(command.list) {
            let follows = matches!(command.join, Join::First | Join::Then);
            let safe = sets(command, Some('e'), "errexit");
            *entry = entry.map(|count| count + usize::from(follows)).filter(|_| !safe);
        }
    }
    steps.into_iter().map(Option::unwrap_or_default).collect()
}

/// Whether the options of the shell that reads the here-document, or those of SHELL, make it stop.
fn shell_stops(file: &Dockerfile, at: usize, script: &Script) -> bool {
    let reads = |command: &&Command| command.redirects.iter().any(|r| r.operator.starts_with("<<"));
    let mut readers = script.commands.iter().filter(reads).peekable();
    if readers.peek().is_some() {
        return readers.all(|command| stops(command.arguments().iter().map(|w| w.value.as_str())));
    }
    file.shell_at(at).is_some_and(|words| stops(words.iter().map(|w| w.value.as_str())))
}
