//! Tools that are installed by name alone.

use crate::{
    audit::{Hit, Policy, Rule, commands::calls, tools::unversioned},
    dockerfile::Dockerfile,
    finding::Severity,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unpinned-package",
    severity: Severity::Info,
    summary: "a language package is installed without a version",
    page: include_str!("unpinned_package.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls(file)
        .flat_map(|call| unversioned(&call).into_iter().map(move |word| (call.program(), word)))
        .map(|(program, word)| {
            Hit::new(
                word.span,
                format!("`{}` is installed in whatever version {program} finds that day", shown(&word.value)),
            )
            .help("Name the version, or install from a lock file with checksums.")
        })
        .collect()
}
