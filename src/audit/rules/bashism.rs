//! What only bash understands, where `/bin/sh` is not bash.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, sh},
        commands::scripts,
        stages::root_image,
    },
    dockerfile::{
        Dockerfile,
        shell::{Command, ListKind},
    },
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "bashism",
    severity: Severity::Warning,
    summary: "a command of bash is given to a shell that does not know it",
    page: include_str!("bashism.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, _, script) in scripts(file) {
        let mut found = script.commands.iter().filter(|command| bash_only(command)).peekable();
        if found.peek().is_none() || file.shell_at(at).is_some() {
            continue;
        }
        let image = file.stage_of(at).and_then(|stage| root_image(file, stage));
        if !image.is_some_and(|image| sh(image) == Sh::Dash) {
            continue;
        }
        // another interpreter may read a here-document, and does read the script of `bash -c`
        let read_by_sh = |command: &&Command| {
            let list = script.lists.get(command.list);
            list.is_some_and(|list| list.kind != ListKind::Heredoc) && !script.is_of_other_shell(command.list)
        };
        hits.extend(found.filter(read_by_sh).map(|command| {
            let message = format!(
                "`{}` is bash's, and `/bin/sh` is dash here: the step fails, or a test is always false",
                shown(command.program())
            );
            Hit::new(command.words.first().map_or(command.span, |w| w.span), message)
                .confidence(Confidence::DependsOnBase)
                .help("Write it for sh (`[ … ]`, `. file`), or choose bash with SHELL.")
        }));
    }
    hits
}

fn bash_only(command: &Command) -> bool {
    let program = command.words.first().map(|w| w.value.as_str());
    matches!(program, Some("[[" | "source" | "shopt" | "pushd" | "popd" | "declare"))
}
