//! Packages that nobody named.

use crate::{
    audit::{
        Hit, Policy, Rule,
        additions::behind_options,
        packages::{Manager, package_calls},
    },
    dockerfile::Dockerfile,
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "recommended-packages",
    severity: Severity::Info,
    summary: "apt installs recommended packages that nobody named",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let configured = file.source.contains("Install-Recommends");
    package_calls(file)
        .filter(|found| found.manager == Manager::Apt && found.verb.value == "install" && found.packages().next().is_some())
        .filter(|found| found.call.option(None, "no-install-recommends").is_none())
        .filter(|_| !configured)
        .map(|found| {
            Hit::new(found.call.span(), "apt also installs what the packages only recommend").review_fix(
                "install only what is named and needed",
                vec![Edit::insert(
                    behind_options(file, found.verb.span, found.rest),
                    " --no-install-recommends",
                )],
            )
        })
        .collect()
}
