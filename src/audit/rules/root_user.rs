//! Who the finished image runs as, through parent stages, variables and what is known about the base image.

use crate::{
    audit::{
        Hit, Policy, Rule,
        accounts::accounts,
        additions::before,
        bases::{RunsAs, runs_as},
        commands::effective,
        official::{own_user, server_user, starts_as_root},
        stages::{instructions, lineage, root_image},
        users::{User, user, user_at},
    },
    dockerfile::{Base, Body, Dockerfile, Instruction, Keyword, Run, Stage},
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "root-user",
    severity: Severity::Error,
    summary: "the image runs as root",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let hit = match user(file, stage) {
            Some(user) if user.is_root() => set_to_root(stage, &user),
            Some(_) => return None,
            None => match drops_root(file, stage) {
                Some(tool) => left_to_base(file, stage)?.confidence(Confidence::Heuristic).related(
                    tool,
                    "the entrypoint may change to another user with this, if that is how the container is started",
                ),
                None => left_to_base(file, stage)?,
            },
        };
        let hit = match accounts(file, stage).find(|account| !account.group && account.name.value != "root") {
            Some(unused) => hit.related(unused.call.span(), "this user is created, and nothing runs as it"),
            None => hit,
        };
        Some(mend(file, stage, hit))
    });
    hit.into_iter().collect()
}

fn mend(file: &Dockerfile, stage: &Stage, hit: Hit) -> Hit {
    let image = root_image(file, stage);
    let server = image.and_then(server_user);
    if server.is_none() && image.is_some_and(starts_as_root) {
        return hit.help("This image needs to be set up for another user, or to be replaced by one that is.");
    }
    let own = image.and_then(own_user).or(server.map(|(user, _)| user));
    let user = own.unwrap_or("65532:65532");
    let hit = hit.help(format!(
        "Give the app's files modes that anybody may read, and end with a numeric user: `USER {user}`."
    ));
    let title = match own {
        Some(_) => "run as the base image's own user".to_owned(),
        None => "run as the numeric user 65532".to_owned(),
    };
    match become_nobody(file, stage, user, server.and_then(|(_, first)| first)) {
        Some(edit) => {
            let mut edits = folders(file, stage, user);
            edits.push(edit);
            hit.review_fix(title, edits)
                .changing([Change::Words, Change::Added("USER"), Change::Added("RUN")])
        }
        None => hit,
    }
}

/// Volumes are there to be written to: each gets its folder, and that its owner, before it becomes one.
fn folders(file: &Dockerfile, stage: &Stage, user: &str) -> Vec<Edit> {
    let has_shell = instructions(file, stage).any(|(_, i)| matches!(i.body, Body::Run(Run::Shell(_))));
    let simple = |path: &str| {
        path.starts_with('/')
            && path
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-'))
    };
    let volume = |(at, instruction)| match &effective(instruction).body {
        Body::Volume(words) if user_at(file, at).is_none_or(|u| u.is_root()) => {
            let paths: Vec<&str> = words.iter().map(|w| w.value.as_str()).collect();
            let all = paths.join(" ");
            let made = format!("RUN mkdir -p {all} && chown {user} {all}\n");
            paths.into_iter().all(simple).then(|| Edit::insert(before(file, instruction), made))
        }
        _ => None,
    };
    if has_shell {
        instructions(file, stage).filter_map(volume).collect()
    } else {
        Vec::new()
    }
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

/// What an entrypoint script may drop root with, as those of databases do.
fn drops_root(file: &Dockerfile, stage: &Stage) -> Option<Span> {
    let set = file
        .setting(Keyword::Entrypoint, stage)
        .and_then(|set| file.instructions.get(set.instruction))?;
    let Body::Entrypoint(Run::Exec(words)) = &set.body else {
        return None;
    };
    let is_script = |word: &str| word.ends_with(".sh") || word.contains("entrypoint");
    words.iter().find(|word| is_script(&word.value))?;
    let names = |path: &str| matches!(path.rsplit('/').next(), Some("gosu" | "su-exec"));
    let mut all = lineage(file, stage).flat_map(|s| instructions(file, s));
    all.find_map(|(_, instruction)| match &instruction.body {
        Body::Copy(copy) | Body::Add(copy) => {
            let mut words = copy.sources.iter().chain([&copy.destination]);
            words.find(|word| names(&word.value)).map(|word| word.span)
        }
        _ => {
            let commands = instruction.commands()?.commands.iter();
            let mut words = commands.flat_map(|command| &command.words);
            words.find(|word| names(&word.value)).map(|word| word.span)
        }
    })
}

/// Sets the user where that hinders no build step: before the closing instructions that only describe the image.
fn become_nobody(file: &Dockerfile, stage: &Stage, user: &str, first: Option<&str>) -> Option<Edit> {
    let first = first.map_or(String::new(), |first| format!("RUN {first}\n"));
    let mut closing = None;
    for (_, instruction) in instructions(file, stage).rev() {
        if describes(instruction) {
            closing = Some(Edit::insert(before(file, instruction), format!("{first}USER {user}\n")));
        } else if instruction.keyword == Keyword::User {
            return first.is_empty().then(|| Edit::replace(instruction.arguments, user));
        } else {
            let open = file.source.slice(instruction.span).ends_with(file.escape);
            let broken = open || file.problems.iter().any(|problem| instruction.span.contains(problem.span));
            let after = Edit::insert(instruction.span.end, format!("\n{first}USER {user}"));
            return closing.or((!broken).then_some(after));
        }
    }
    closing
}

fn describes(instruction: &Instruction) -> bool {
    use Keyword::{Cmd, Entrypoint, Expose, Healthcheck, Label, Stopsignal};
    matches!(instruction.keyword, Cmd | Entrypoint | Expose | Healthcheck | Label | Stopsignal)
}
