//! Pipes in bash of which only the last program decides.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, sh},
        commands::scripts,
        shells::{is_bash, sets, switches_on},
        stages::root_image,
    },
    dockerfile::{
        Body, Dockerfile, Instruction, Run,
        shell::{Command, Join, ListKind, Script},
    },
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "pipe-without-pipefail",
    severity: Severity::Warning,
    summary: "a failure at the start of a pipe is lost",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let in_force = |i: &Instruction| i.heredocs.is_empty() && matches!(&i.body, Body::Run(Run::Shell(_)));
    for (at, instruction, script) in scripts(file).filter(|(_, i, _)| file.has_pipes() && in_force(i)) {
        let set = || script.commands.iter().any(|c| sets(c, None, "pipefail"));
        let Some(pipe) = losing_pipe(script).filter(|_| !set()) else {
            continue;
        };
        let Some(confidence) = could_tell(file, at) else { continue };
        hits.push(
            Hit::new(pipe, "if this fails, the pipe still succeeds, and the step with it")
                .confidence(confidence)
                .review_fix(
                    "let the pipe fail",
                    vec![Edit::insert(instruction.arguments.start, "set -o pipefail && ")],
                )
                .changing([Change::Commands]),
        );
    }
    hits
}

/// How sure it is that the shell knows `pipefail` and was not asked for it: by SHELL, else by what the base image's `/bin/sh` is.
fn could_tell(file: &Dockerfile, at: usize) -> Option<Confidence> {
    if let Some(words) = file.shell_at(at) {
        let on = switches_on(words.iter().map(|w| w.value.as_str()), None, "pipefail");
        return (is_bash(words) && !on).then_some(Confidence::Certain);
    }
    let image = root_image(file, file.stage_of(at)?)?;
    matches!(sh(image), Sh::Ash | Sh::Bash).then_some(Confidence::DependsOnBase)
}

/// How many brackets are looked out of.
const DEEP: usize = 8;

/// The first program whose failure a pipe hides; those that cannot fail in a way that matters are left out.
fn losing_pipe(script: &Script) -> Option<Span> {
    let mut last = vec![None; script.lists.len()];
    for command in script.commands.iter().filter(|command| !script.is_of_other_shell(command.list)) {
        let before = last.get_mut(command.list)?;
        if command.join == Join::Pipe
            && let Some((span, program)) = *before
            && !matches!(program, "echo" | "printf" | "yes" | "true" | "")
            && !stops_early(command)
            && !minds_nothing(command)
        {
            return Some(span);
        }
        *before = Some((command.span, command.program()));
        // what `{ …; }` and `( … )` end with is what goes into a pipe behind them, and not what stands before them
        let mut list = script.lists.get(command.list);
        for _ in 0..DEEP {
            let inner = list.filter(|list| matches!(list.kind, ListKind::Subshell | ListKind::Group));
            let Some(outer) = inner.and_then(|list| list.parent) else { break };
            *last.get_mut(outer)? = Some((command.span, command.program()));
            list = script.lists.get(outer);
        }
    }
    None
}

/// Whether a reader fails by itself where it gets nothing: a list of checksums without a line is no list.
fn minds_nothing(command: &Command) -> bool {
    let checks = command.arguments().iter().any(|w| matches!(w.value.as_str(), "-c" | "--check"));
    checks && command.program().ends_with("sum")
}

/// Whether a reader goes away before its pipe is empty: with `pipefail` that is a failure, and none that is meant.
fn stops_early(command: &Command) -> bool {
    let quiet = |word: &str| word.starts_with('-') && !word.starts_with("--") && word.contains('q');
    match command.program() {
        "head" => true,
        "grep" => command.arguments().iter().any(|w| quiet(&w.value)),
        _ => false,
    }
}
