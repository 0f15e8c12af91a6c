//! CMD and ENTRYPOINT that start a shell, which then starts the app.

use crate::{
    audit::{
        Hit, Policy, Rule,
        exec_form::{broken_json, json, plain_command},
        stages::{instructions, shipped},
    },
    dockerfile::{Body, Dockerfile, Keyword, Run, Stage},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "shell-form-command",
    severity: Severity::Warning,
    summary: "CMD or ENTRYPOINT goes through a shell",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for stage in shipped(file).filter(|stage| !chooses_shell(file, stage)) {
        for (_, instruction) in instructions(file, stage) {
            let (Body::Cmd(Run::Shell(script)) | Body::Entrypoint(Run::Shell(script))) = &instruction.body else {
                continue;
            };
            let replaces_shell = script.commands.last().is_some_and(|c| c.program() == "exec");
            if replaces_shell || broken_json(file, instruction).is_some() {
                continue;
            }
            let keyword = instruction.keyword.name();
            let hit = Hit::new(
                instruction.arguments,
                format!("{keyword} starts a shell, and signals reach that instead of the app"),
            );
            hits.push(match plain_command(script).and_then(json) {
                Some(json) => hit
                    .review_fix("start the program itself", vec![Edit::replace(instruction.arguments, json)])
                    .changing([Change::Form]),
                None => hit.help(format!(
                    "Use the exec form; where a shell is needed, let it give way to the app: `{keyword} [\"sh\", \"-c\", \"exec app …\"]`."
                )),
            });
        }
    }
    hits
}

/// Who writes SHELL has decided which shell runs the command; a file for Windows has another one anyway.
fn chooses_shell(file: &Dockerfile, stage: &Stage) -> bool {
    file.escape != '\\' || instructions(file, stage).any(|(_, i)| i.keyword == Keyword::Shell)
}
