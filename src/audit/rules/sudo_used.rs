//! sudo in a build.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{RunsAs, runs_as},
        commands::{Call, calls_of},
        stages::root_image,
        users::user_at,
    },
    dockerfile::Dockerfile,
    edit::Edit,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "sudo-used",
    severity: Severity::Warning,
    summary: "a build step goes through sudo",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls_of(file, crate::names!["sudo", "doas"])
        .filter(|call| matches!(call.command.program(), "sudo" | "doas"))
        .filter_map(|call| {
            let program = call.command.program();
            let hit = Hit::new(
                call.command.words.first()?.span,
                format!("{program} does nothing here that USER does not do better"),
            );
            Some(match needless(file, &call) {
                Some(span) => hit.safe_fix("run it directly: the step is root anyway", vec![Edit::delete(span)]),
                None => hit.help("Switch with `USER root` before the step, and to the app's user after it."),
            })
        })
        .collect()
}

/// The word `sudo` and the blank after it, if the step runs as root and nothing else is asked of it.
fn needless(file: &Dockerfile, call: &Call<'_>) -> Option<Span> {
    let [sudo, program, ..] = call.command.words.as_slice() else {
        return None;
    };
    let stage = file.stage_of(call.at)?;
    let root = match user_at(file, call.at) {
        Some(user) => user.is_root(),
        None => root_image(file, stage).is_some_and(|image| runs_as(image) == RunsAs::Root),
    };
    let gap = Span::new(sudo.span.start, program.span.start);
    let plain = !program.value.starts_with('-') && !program.value.contains('=') && !file.source.slice(gap).contains(['\n', '\\']);
    (root && plain).then_some(gap)
}
