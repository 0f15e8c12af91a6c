//! Package managers that stop and ask where nobody can answer.

use crate::{
    audit::{
        Hit, Policy, Rule,
        packages::{Action, Manager, PackageCall, package_calls},
    },
    dockerfile::{Dockerfile, shell::Join},
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "interactive-install",
    severity: Severity::Warning,
    summary: "a package manager asks for confirmation during the build",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let configured = file.source.contains("Assume-Yes");
    package_calls(file)
        .filter(|found| asks(found) && !configured)
        .map(|found| {
            let program = found.call.program();
            Hit::new(
                found.call.span(),
                format!(
                    "`{program} {}` asks for confirmation, and nobody is there to give it",
                    found.verb.value
                ),
            )
            .safe_fix("answer yes beforehand", vec![Edit::insert(found.verb.span.end, " -y")])
        })
        .collect()
}

fn asks(found: &PackageCall<'_>) -> bool {
    let call = &found.call;
    let changes = matches!(found.action, Action::Install | Action::Upgrade | Action::Remove);
    let answered = match found.manager {
        Manager::Apt => {
            let quiet = |word: &str| matches!(word, "-qq" | "-q=2" | "--force-yes") || word.starts_with("-qq");
            let quiet = call.arguments().iter().any(|w| quiet(&w.value)) || call.arguments().iter().filter(|w| w.value == "-q").count() > 1;
            quiet || call.option(Some('y'), "yes").is_some() || call.option(None, "assume-yes").is_some()
        }
        Manager::Dnf => call.option(Some('y'), "assumeyes").is_some() || call.program() == "microdnf",
        Manager::Zypper => {
            let global = call.option(Some('n'), "non-interactive").is_some();
            global || call.option(Some('y'), "no-confirm").is_some()
        }
        Manager::Apk => true,
    };
    changes && !answered && call.command.join != Join::Pipe
}
