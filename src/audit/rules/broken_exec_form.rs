//! An exec form with a mistake in its JSON: the shell gets it, brackets and all.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective, exec_form::broken_json},
    dockerfile::{Body, Dockerfile, Run},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "broken-exec-form",
    severity: Severity::Error,
    summary: "an exec form is no valid JSON, so a shell gets it",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        let (Body::Run(Run::Shell(_)) | Body::Cmd(Run::Shell(_)) | Body::Entrypoint(Run::Shell(_))) = &instruction.body else {
            continue;
        };
        let Some(span) = broken_json(file, instruction) else { continue };
        let keyword = instruction.keyword.name();
        let hit = Hit::new(
            span,
            format!("this is no valid JSON, so {keyword} hands it to a shell, brackets included"),
        );
        let quoted = file.source.slice(span).replace('\'', "\"").replace(['“', '”'], "\"");
        let fixed = serde_json::from_str::<Vec<String>>(&quoted).is_ok();
        hits.push(if fixed {
            hit.review_fix("use double quotes", vec![Edit::replace(span, quoted)])
                .changing([Change::Form, Change::Words, Change::Commands])
        } else {
            hit.help("JSON wants double quotes around each word, commas between them, and none after the last.")
        });
    }
    hits
}
