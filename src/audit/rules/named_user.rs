//! A user that Kubernetes cannot tell from root, because only the image's own `/etc/passwd` knows its number.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::is_windows,
        commands::{Call, calls},
        official,
        stages::{lineage, root_image},
        users::{User, is_unknown, user},
    },
    dockerfile::{Dockerfile, Stage},
    edit::Edit,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "named-user",
    severity: Severity::Warning,
    summary: "the user is a name, not a number",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    // Windows knows names only
    let linux = |stage: &&Stage| file.escape == '\\' && !root_image(file, stage).is_some_and(is_windows);
    let Some(stage) = file.final_stage().filter(linux) else {
        return Vec::new();
    };
    let named = |user: &User<'_>| {
        let numeric = user.name.is_none_or(|name| name.bytes().all(|b| b.is_ascii_digit()));
        !numeric && !user.is_root()
    };
    let Some(user) = user(file, stage).filter(named).filter(|user| !is_unknown(file, stage, user)) else {
        return Vec::new();
    };
    let name = user.name.unwrap_or_default();
    let hit = Hit::new(
        user.word.span,
        format!(
            "`{}` is a name: without the image's own `/etc/passwd` nobody can tell that it is not root",
            shown(name)
        ),
    );
    vec![mend(file, stage, &user, name, hit)]
}

fn mend(file: &Dockerfile, stage: &Stage, user: &User<'_>, name: &str, hit: Hit) -> Hit {
    let hit = hit.help("Create the user with a fixed number (`useradd --uid 10001 app`) and write that number after USER.");
    let written = file.source.slice(user.word.span);
    let brought = || official::number_of(root_image(file, stage)?, name);
    if let Some(number) = number_of(file, stage, name).or_else(brought) {
        let title = format!("name the user by its number, {number}");
        let group = written.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
        return match group {
            None if written == name => hit.safe_fix(title, vec![Edit::replace(user.word.span, number)]),
            Some(group) if group.bytes().all(|b| b.is_ascii_digit()) => {
                hit.safe_fix(title, vec![Edit::replace(user.word.span, format!("{number}:{group}"))])
            }
            Some(group) if group == name && brought().is_some() => {
                hit.safe_fix(title, vec![Edit::replace(user.word.span, format!("{number}:{number}"))])
            }
            _ => hit,
        };
    }
    let made = calls(file).find(|call| makes(file, stage, call, name));
    match made.and_then(|call| call.words.first()).filter(|_| written == name) {
        Some(program) => {
            let short =
                program.value.ends_with("adduser") && root_image(file, stage).is_some_and(|i| official::probing_tool(i) == Some("nc"));
            let option = if short { " -u 10001" } else { " --uid 10001" };
            let edits = vec![Edit::insert(program.span.end, option), Edit::replace(user.word.span, "10001")];
            hit.review_fix("give the user a number, and name it by that", edits)
        }
        None => hit,
    }
}

/// Whether a call makes the user, without a number.
fn makes(file: &Dockerfile, stage: &Stage, call: &Call<'_>, name: &str) -> bool {
    let here = || lineage(file, stage).any(|s| s.instructions.contains(&call.at));
    let numbered = call
        .arguments()
        .iter()
        .any(|w| w.value.starts_with("-u") || w.value.starts_with("--uid"));
    matches!(call.program(), "useradd" | "adduser") && call.argument(name).is_some() && !numbered && here()
}

/// The number that a `useradd -u` or `adduser -u` of the file gives the user.
fn number_of<'a>(file: &'a Dockerfile, stage: &'a Stage, name: &str) -> Option<&'a str> {
    let here = |at: usize| lineage(file, stage).any(|s| s.instructions.contains(&at));
    calls(file)
        .filter(|call| here(call.at) && matches!(call.program(), "useradd" | "adduser") && call.argument(name).is_some())
        .find_map(|call| {
            let arguments = call.arguments();
            let attached = arguments.iter().find_map(|w| w.value.strip_prefix("--uid="));
            let after = arguments.iter().position(|w| matches!(w.value.as_str(), "-u" | "--uid" | "-ru"));
            let number = attached.or_else(|| Some(arguments.get(after? + 1)?.value.as_str()))?;
            (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some(number)
        })
}
