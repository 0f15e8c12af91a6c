//! Package lists in a layer of their own, which the build cache never renews.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        cuts::lines_of,
        lists::{self, fetched_below, needed_later},
        mounts::Fleeting,
        packages::{Action, PackageCall},
    },
    dockerfile::{
        Body, Dockerfile, Instruction, Run,
        shell::{Join, Script},
    },
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "update-without-install",
    severity: Severity::Warning,
    summary: "package lists are fetched in a step of their own",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        let last = calls_in(at, script).filter(|call| !tidies(call)).last();
        let Some(update) = last.and_then(PackageCall::read).filter(|found| found.action == Action::Refresh) else {
            continue;
        };
        let installs = calls_in(at, script)
            .filter_map(PackageCall::read)
            .any(|found| matches!(found.action, Action::Install | Action::Upgrade));
        let fleeting = Fleeting::of(instruction);
        if installs || fleeting.holds("/var/lib/apt/lists") || fleeting.holds("/var/cache/apk") {
            continue;
        }
        let what = format!("{} {}", update.call.program(), update.verb.value);
        let hit = Hit::new(
            update.call.span(),
            format!("`{what}` stands alone: its cached layer keeps the old lists"),
        );
        hits.push(mend(hit, file, at, script));
    }
    hits
}

/// The lists are fetched where they are used: in the next step, if the two can be made one; else by itself in the first that installs.
fn mend(hit: Hit, file: &Dockerfile, at: usize, script: &Script) -> Hit {
    if let Some(between) = merge(file, at, script) {
        return hit
            .safe_fix("fetch the lists in the step that installs", vec![Edit::replace(between, " && ")])
            .changing([Change::Joined]);
    }
    match moved(file, at, script) {
        Some(edits) => hit
            .safe_fix("fetch the lists in the step that installs", edits)
            .changing([Change::Removed("RUN"), Change::Commands]),
        None if is_idle(file, at, script) => {
            let gone = file.instructions.get(at).map(|i| Edit::delete(lines_of(file, i)));
            hit.review_fix("leave it out: nothing installs from these lists", gone.into_iter().collect())
                .changing([Change::Removed("RUN")])
        }
        None => hit.help("Fetch the lists in the same RUN that installs from them."),
    }
}

/// Whether a step only fetches lists that no step below needs.
fn is_idle(file: &Dockerfile, at: usize, script: &Script) -> bool {
    let Some(manager) = calls_in(at, script).find_map(PackageCall::read).map(|found| found.manager) else {
        return false;
    };
    let only = calls_in(at, script).all(|call| {
        lists::tidies(&call) || PackageCall::read(call).is_some_and(|found| found.action == Action::Refresh && found.manager == manager)
    });
    let onbuild = file.instructions.get(at).is_none_or(|i| i.onbuild().is_some());
    only && !onbuild && script.lists.len() == 1 && script.unread.is_empty() && !needed_later(file, at, manager)
}

/// Takes the step away if it does nothing else, and starts the first one below it that needs the lists with its command.
fn moved(file: &Dockerfile, at: usize, script: &Script) -> Option<Vec<Edit>> {
    let instruction = file.instructions.get(at)?;
    let [update] = script.commands.as_slice() else { return None };
    let manager = calls_in(at, script).find_map(PackageCall::read)?.manager;
    if !plain(instruction, script) || !update.redirects.is_empty() {
        return None;
    }
    let fetched = fetched_below(file, at, manager, file.source.slice(update.span))?;
    Some(vec![Edit::delete(lines_of(file, instruction)), fetched])
}

fn tidies(call: &Call<'_>) -> bool {
    matches!(call.program(), "rm" | "true" | "echo" | "")
}

/// What lies between this RUN and the next, if that installs packages and the two are nothing but `&&` chains.
fn merge(file: &Dockerfile, at: usize, script: &Script) -> Option<Span> {
    let first = file.instructions.get(at)?;
    let second = file.instructions.get(at + 1)?;
    let Body::Run(Run::Shell(next)) = &second.body else { return None };
    let installs = calls_in(at + 1, next).filter_map(PackageCall::read).next()?.action == Action::Install;
    let gap = file.source.slice(Span::new(first.span.end, second.span.start));
    let mergeable = installs && gap.trim().is_empty() && plain(first, script) && plain(second, next);
    mergeable.then_some(Span::new(first.span.end, second.arguments.start))
}

fn plain(instruction: &Instruction, script: &Script) -> bool {
    let chained = script.commands.iter().all(|c| matches!(c.join, Join::First | Join::And));
    let bare = instruction.flags.is_empty() && instruction.heredocs.is_empty();
    chained && bare && script.lists.len() == 1 && script.unread.is_empty()
}
