//! Package lists in a layer of their own, which the build cache never renews.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        mounts::Fleeting,
        packages::{Action, PackageCall},
    },
    dockerfile::{
        Body, Dockerfile, Instruction, Run,
        shell::{Join, Script},
    },
    edit::Edit,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "update-without-install",
    severity: Severity::Warning,
    summary: "package lists are fetched in a step of their own",
    page: include_str!("update_without_install.md"),
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
        hits.push(match merge(file, at, script) {
            Some(between) => hit.safe_fix("fetch the lists in the step that installs", vec![Edit::replace(between, " && ")]),
            None => hit.help("Fetch the lists in the same RUN that installs from them."),
        });
    }
    hits
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
