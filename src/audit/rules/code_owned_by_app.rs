//! Code that the running app may rewrite, because it owns it.

use std::{borrow::Cow, collections::BTreeSet};

use crate::{
    audit::{
        Hit, Policy, Rule,
        accounts::accounts,
        commands::{calls, calls_in, effective},
        copies::copies,
        modes::takes_writing_away,
        stages::{instructions, lineage, shipped, ships},
        users::user,
    },
    dockerfile::{Body, Dockerfile, Keyword, Origin},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "code-owned-by-app",
    severity: Severity::Info,
    summary: "the app's own user owns its code and may change it",
    check,
};

/// Parts of a path that say that something is written there.
const STATE: &[&str] = &[
    "cache",
    "config",
    "data",
    "db",
    "home",
    "log",
    "logs",
    "media",
    "run",
    "sessions",
    "state",
    "storage",
    "tmp",
    "upload",
    "uploads",
    "var",
    "volume",
    "work",
    "workspace",
];

/// How many volumes are looked at: each copy may be compared with all of them.
const MOST: usize = 64;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let Some(stage) = file.final_stage() else { return hits };
    let Some(user) = user(file, stage).filter(|user| !user.is_root()) else {
        return hits;
    };
    let Some(name) = user.name else { return hits };
    let mut known = BTreeSet::from([name]);
    for account in accounts(file, stage).filter(|account| !account.group) {
        let (account, number) = (account.name.value.as_str(), account.number.map(|n| n.value.as_str()));
        if account == name {
            known.extend(number);
        } else if number == Some(name) {
            known.insert(account);
        }
    }
    let volumes: Vec<&str> = shipped(file)
        .flat_map(|stage| instructions(file, stage))
        .filter_map(|(_, i)| if let Body::Volume(paths) = &i.body { Some(paths) } else { None })
        .flatten()
        .map(|path| path.value.as_str())
        .take(MOST)
        .collect();
    let mut lockers = None;
    for (at, instruction, copy) in copies(file) {
        let Some(chown) = instruction.flag_value("chown").filter(|_| ships(file, at)) else {
            continue;
        };
        let owner = chown.value.split(':').next().unwrap_or_default();
        let locked = instruction.flag_value("chmod").is_some_and(|mode| takes_writing_away(&mode.value));
        let target = copy.destination.value.as_str();
        let state = target.split('/').any(|part| STATE.contains(&part)) || volumes.iter().any(|v| target.starts_with(v));
        if !known.contains(owner) || locked || state || comes_locked(file, at, lockers.get_or_insert_with(|| lock(file))) {
            continue;
        }
        let owner = shown(owner);
        hits.push(
            Hit::new(chown.span, format!("the app runs as `{owner}`, and `{owner}` may change what is copied here"))
                .confidence(Confidence::Heuristic)
                .help("Leave the owner out (root owns it, all may read it), or add `--chmod=a=rX`; give the app only the folders that it writes to."),
        );
    }
    let copied: Vec<(usize, Cow<'_, str>)> = copies(file)
        .filter(|(at, ..)| ships(file, *at))
        .map(|(at, _, copy)| (at, absolute(file, at, &copy.destination.value)))
        .take(MOST)
        .collect();
    let mut locked: Option<(usize, bool)> = None;
    for call in calls(file).filter(|call| call.program() == "chown" && ships(file, call.at)) {
        let words = call.arguments();
        let deep = call.option(Some('R'), "recursive").is_some();
        let mut operands = words.iter().filter(|w| !w.value.starts_with('-'));
        let owner = operands.next().map_or("", |w| w.value.split([':', '.']).next().unwrap_or_default());
        if !deep || !known.contains(owner) {
            continue;
        }
        // asked once for a step, however many of these it has
        let (_, locked) = *match &mut locked {
            Some(last) if last.0 == call.at => last,
            other => other.insert((call.at, locked_in(file, call.at))),
        };
        if locked {
            continue;
        }
        // after a `cd` nobody knows what a relative path counts from
        let mut folders = operands
            .map(|w| w.value.trim_end_matches('/'))
            .filter(|path| path.len() > 1 && path.starts_with('/'));
        let code = folders.find_map(|folder| {
            let below = |to: &&Cow<'_, str>| to.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let mut here = copied.iter().filter(|(at, _)| *at < call.at).map(|(_, to)| to).filter(below);
            here.find(|to| !to.split('/').any(|part| STATE.contains(&part)) && !volumes.iter().any(|v| to.starts_with(*v)))
        });
        if let Some(code) = code {
            let (owner, code) = (shown(owner), shown(code));
            hits.push(
                Hit::new(
                    call.span(),
                    format!("the app runs as `{owner}`, and `{owner}` may change what was copied to `{code}`"),
                )
                .confidence(Confidence::Heuristic)
                .help("Leave the code to root (all may read it); give the app only the folders that it writes to."),
            );
        }
    }
    hits
}

/// A destination with the WORKDIR that it counts from, as far as that is known.
fn absolute<'a>(file: &Dockerfile, at: usize, destination: &'a str) -> Cow<'a, str> {
    let from = file.setting_at(Keyword::Workdir, at).and_then(|set| set.value.as_deref());
    match from.filter(|_| !destination.starts_with(['/', '$'])) {
        Some(from) => {
            let rest = destination.trim_start_matches("./");
            let rest = if rest == "." { "" } else { rest };
            Cow::Owned(format!("{}/{rest}", from.trim_end_matches('/')))
        }
        None => Cow::Borrowed(destination),
    }
}

/// Whether a RUN makes something read-only as well.
fn locked_in(file: &Dockerfile, at: usize) -> bool {
    let script = file.instructions.get(at).and_then(|outer| effective(outer).commands());
    let mut calls = script.into_iter().flat_map(|script| calls_in(at, script));
    calls.any(|call| call.program() == "chmod" && call.arguments().iter().any(|word| takes_writing_away(&word.value)))
}

/// The stages that make something read-only.
fn lock(file: &Dockerfile) -> BTreeSet<usize> {
    calls(file)
        .filter(|call| call.program() == "chmod" && call.arguments().iter().any(|word| takes_writing_away(&word.value)))
        .filter_map(|call| file.stage_of(call.at).map(|stage| stage.index))
        .collect()
}

/// Whether the stage that the files come from, or one that it is built on, is among those.
fn comes_locked(file: &Dockerfile, at: usize, lockers: &BTreeSet<usize>) -> bool {
    let Origin::Stage(index) = file.copy_from(at) else {
        return false;
    };
    let stage = file.stages.get(index);
    stage.is_some_and(|stage| lineage(file, stage).any(|s| lockers.contains(&s.index)))
}
