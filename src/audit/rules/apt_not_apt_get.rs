//! `apt` is for people, `apt-get` for scripts.

use crate::{
    audit::{Hit, Policy, Rule, packages::package_calls},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "apt-not-apt-get",
    severity: Severity::Info,
    summary: "`apt` is used where `apt-get` is meant",
    check,
};

/// What both programs do alike.
const SAME: &[&str] = &[
    "autoclean",
    "autoremove",
    "build-dep",
    "clean",
    "install",
    "purge",
    "remove",
    "source",
    "update",
    "upgrade",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    package_calls(file)
        .filter(|found| found.call.program() == "apt")
        .filter_map(|found| {
            let program = found.call.words.first()?;
            let hit = Hit::new(program.span, "`apt` promises no stable interface; scripts use `apt-get`");
            let plain = file.source.slice(program.span).ends_with("apt") && SAME.contains(&found.verb.value.as_str());
            Some(if plain {
                hit.safe_fix("call apt-get", vec![Edit::insert(program.span.end, "-get")])
            } else {
                hit.help("Use `apt-get`, or `apt-cache` to search and show.")
            })
        })
        .collect()
}
