//! Pipes in bash of which only the last program decides.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::scripts,
        shells::{is_bash, sets, switches_on},
    },
    dockerfile::{
        Body, Dockerfile, Instruction, Run,
        shell::{Join, ListKind, Script},
    },
    edit::Edit,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "pipe-without-pipefail",
    severity: Severity::Warning,
    summary: "a failure at the start of a pipe is lost",
    page: include_str!("pipe_without_pipefail.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let in_force = |i: &Instruction| i.heredocs.is_empty() && matches!(&i.body, Body::Run(Run::Shell(_)));
    for (at, instruction, script) in scripts(file).filter(|(_, i, _)| in_force(i)) {
        let Some(words) = file.shell_at(at).filter(|words| is_bash(words)) else {
            continue;
        };
        let on = switches_on(words.iter().map(|w| w.value.as_str()), None, "pipefail");
        let set = script.commands.iter().any(|c| sets(c, None, "pipefail"));
        if let Some(pipe) = losing_pipe(script).filter(|_| !on && !set) {
            hits.push(
                Hit::new(pipe, "if this fails, the pipe still succeeds, and the step with it").review_fix(
                    "let the pipe fail",
                    vec![Edit::insert(instruction.arguments.start, "set -o pipefail && ")],
                ),
            );
        }
    }
    hits
}

/// The first program whose failure a pipe hides; those that cannot fail in a way that matters are left out.
fn losing_pipe(script: &Script) -> Option<Span> {
    let mut last = vec![None; script.lists.len()];
    for command in script.commands.iter().filter(|command| !in_other_shell(script, command.list)) {
        let before = last.get_mut(command.list)?;
        if command.join == Join::Pipe
            && let Some((span, program)) = *before
            && !matches!(program, "echo" | "printf" | "yes" | "true" | "")
        {
            return Some(span);
        }
        *before = Some((command.span, command.program()));
    }
    None
}

/// Whether a list is run by a shell of its own, as in `bash -o pipefail -c '…'`: the options in force here are not its own.
fn in_other_shell(script: &Script, list: usize) -> bool {
    let mut list = script.lists.get(list);
    while let Some(inner) = list {
        if inner.kind == ListKind::Script {
            return true;
        }
        list = inner.parent.and_then(|parent| script.lists.get(parent));
    }
    false
}
