//! Package lists and caches that stay in a layer of the shipped image.

use crate::{
    audit::{
        Hit, Policy, Rule,
        additions::appended,
        commands::{calls_in, scripts},
        cuts::without_call,
        lists::needed_later,
        mounts::Fleeting,
        packages::{Action, MANAGERS, Manager, PackageCall},
        stages::ships,
    },
    dockerfile::{Dockerfile, Instruction, shell::Script},
    edit::Edit,
    finding::{Change, Severity},
};

pub const RULE: Rule = Rule {
    name: "package-lists-kept",
    severity: Severity::Info,
    summary: "a package manager's lists or cache stay in the image",
    check,
};

/// Where each family keeps what it fetched, and the command that throws it away.
const KEPT: &[(Manager, &[&str], &str)] = &[
    (Manager::Apt, &["/var/lib/apt/lists"], "rm -rf /var/lib/apt/lists/*"),
    (Manager::Apk, &["/var/cache/apk", "/etc/apk/cache"], "rm -rf /var/cache/apk/*"),
    (
        Manager::Dnf,
        &["/var/cache/dnf", "/var/cache/yum", "/var/cache/libdnf5"],
        "dnf clean all",
    ),
    (Manager::Zypper, &["/var/cache/zypp"], "zypper clean --all"),
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    if !file.may_call(MANAGERS) {
        return hits;
    }
    for (at, instruction, script) in scripts(file) {
        let calls: Vec<_> = calls_in(at, script).filter_map(PackageCall::read).collect();
        if !calls.iter().any(leaves_something) || !ships(file, at) {
            continue;
        }
        let fleeting = Fleeting::of(instruction);
        for (manager, folders, cleaning) in KEPT {
            let calls = || calls.iter().filter(|found| found.manager == *manager);
            let Some(last) = calls().rfind(|found| leaves_something(found)) else {
                continue;
            };
            let gone = folders.iter().any(|folder| fleeting.holds(folder));
            if !gone && !removes(at, script, folders) && !calls().any(cleans) {
                hits.push(hit(file, (at, instruction, script), last, folders, cleaning));
            }
        }
    }
    hits
}

fn leaves_something(found: &PackageCall<'_>) -> bool {
    match found.manager {
        Manager::Apt => found.action == Action::Refresh,
        Manager::Apk => found.action == Action::Install && found.call.argument("--no-cache").is_none(),
        Manager::Dnf | Manager::Zypper => matches!(found.action, Action::Install | Action::Upgrade),
    }
}

fn cleans(found: &PackageCall<'_>) -> bool {
    let all = found.rest.iter().any(|w| w.value == "all" || w.value == "--all" || w.value == "-a");
    match found.manager {
        Manager::Apt => matches!(found.verb.value.as_str(), "distclean" | "dist-clean"),
        Manager::Apk => found.verb.value == "cache",
        Manager::Dnf => found.verb.value == "clean" && all,
        Manager::Zypper => matches!(found.verb.value.as_str(), "clean" | "cc"),
    }
}

fn removes(at: usize, script: &Script, folders: &[&str]) -> bool {
    let covers = |path: &str| {
        folders
            .iter()
            .any(|folder| path.starts_with(folder) || path.trim_end_matches(['*', '/']) == "/var/cache")
    };
    calls_in(at, script)
        .filter(|call| matches!(call.program(), "rm" | "find"))
        .any(|call| call.arguments().iter().any(|word| covers(&word.value)))
}

fn hit(
    file: &Dockerfile,
    (at, instruction, script): (usize, &Instruction, &Script),
    found: &PackageCall<'_>,
    folders: &[&str],
    cleaning: &str,
) -> Hit {
    let folder = folders.first().unwrap_or(&"");
    let hit = Hit::new(
        found.call.span(),
        format!("`{}` leaves `{folder}` in the image", found.call.program()),
    );
    if found.manager == Manager::Apk {
        let mut edits = vec![Edit::insert(found.verb.span.end, " --no-cache")];
        // it fetches the lists itself, and needs no step for that
        let update = calls_in(at, script)
            .filter_map(PackageCall::read)
            .find(|other| other.manager == Manager::Apk && other.action == Action::Refresh && other.rest.is_empty());
        let cut = update
            .filter(|update| update.call.command.list == found.call.command.list)
            .and_then(|update| without_call(file, &update.call));
        edits.extend(cut.map(|(edit, _)| edit));
        return hit.safe_fix("keep no cache", edits).changing([Change::Words, Change::Commands]);
    }
    let needed = found.manager == Manager::Apt && (!installs(at, script) || needed_later(file, at, Manager::Apt));
    let own = (found.manager == Manager::Dnf).then(|| format!("{} clean all", found.call.program()));
    let cleaning = own.as_deref().unwrap_or(cleaning);
    let edit = if needed {
        None
    } else {
        appended(file, instruction, script, cleaning)
    };
    match edit {
        Some(edit) => hit.safe_fix("clean up in the same step", vec![edit]).changing([Change::Commands]),
        None => hit.help(format!("End the same RUN with `{cleaning}`, or mount a cache there.")),
    }
}

fn installs(at: usize, script: &Script) -> bool {
    calls_in(at, script)
        .filter_map(PackageCall::read)
        .any(|found| matches!(found.action, Action::Install | Action::Upgrade))
}
