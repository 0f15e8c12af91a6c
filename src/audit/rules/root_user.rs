//! Who the finished image runs as, through parent stages, variables and what is known about the base image.

use crate::{
    audit::{
        Hit, Policy, Rule,
        accounts::accounts,
        bases::{RunsAs, runs_as},
        stages::{instructions, lineage, root_image},
        users::{User, user},
    },
    dockerfile::{Base, Dockerfile, Instruction, Keyword, Stage},
    edit::Edit,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "root-user",
    severity: Severity::Error,
    summary: "the image runs as root",
    page: include_str!("root_user.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let hit = match user(file, stage) {
            Some(user) if user.is_root() => set_to_root(stage, &user),
            Some(_) => return None,
            None => left_to_base(file, stage)?,
        };
        let hit = hit.help("Give the app's files modes that anybody may read, and end with a numeric user: `USER 65532:65532`.");
        let hit = match accounts(file, stage).find(|account| !account.group && account.name.value != "root") {
            Some(unused) => hit.related(unused.call.span(), "this user is created, and nothing runs as it"),
            None => hit,
        };
        Some(match become_nobody(file, stage) {
            Some(edit) => hit.review_fix("run as the numeric user 65532", vec![edit]),
            None => hit,
        })
    });
    hit.into_iter().collect()
}

fn set_to_root(stage: &Stage, user: &User<'_>) -> Hit {
    let written = shown(&user.word.value);
    let message = match user.name {
        Some(name) if written.contains('$') => format!("the image runs as root: `{written}` is `{name}`"),
        _ => format!("the image runs as root: the last USER is `{written}`"),
    };
    let hit = Hit::new(user.word.span, message);
    if stage.instructions.contains(&user.at) {
        hit
    } else {
        hit.related(stage.image.span, "the final stage inherits it here")
    }
}

/// No USER in the file counts for the final stage: its base image decides.
fn left_to_base(file: &Dockerfile, stage: &Stage) -> Option<Hit> {
    let from = shown(&stage.image.value);
    let hit = Hit::new(stage.image.span, format!("the image runs as root: no USER after `FROM {from}`"));
    match root_image(file, stage).map(runs_as) {
        Some(RunsAs::Nobody | RunsAs::DropsRoot) => None,
        Some(RunsAs::Root) => Some(hit),
        None if lineage(file, stage).any(|s| s.base == Base::Scratch) => Some(hit),
        Some(RunsAs::Unknown) | None => Some(hit.confidence(Confidence::DependsOnBase)),
    }
}

/// Sets the user where that hinders no build step: before the closing instructions that only describe the image.
fn become_nobody(file: &Dockerfile, stage: &Stage) -> Option<Edit> {
    let mut closing = None;
    for (_, instruction) in instructions(file, stage).rev() {
        if describes(instruction) {
            closing = Some(Edit::insert(instruction.span.start, "USER 65532:65532\n"));
        } else if instruction.keyword == Keyword::User {
            return Some(Edit::replace(instruction.arguments, "65532:65532"));
        } else {
            let open = file.source.slice(instruction.span).ends_with(file.escape);
            let broken = open || file.problems.iter().any(|problem| instruction.span.contains(problem.span));
            let after = Edit::insert(instruction.span.end, "\nUSER 65532:65532");
            return closing.or((!broken).then_some(after));
        }
    }
    closing
}

fn describes(instruction: &Instruction) -> bool {
    use Keyword::{Cmd, Entrypoint, Expose, Healthcheck, Label, Stopsignal};
    matches!(instruction.keyword, Cmd | Entrypoint | Expose | Healthcheck | Label | Stopsignal)
}
