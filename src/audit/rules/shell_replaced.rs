//! `/bin/sh` that is pointed at another shell.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
    },
    dockerfile::Dockerfile,
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "shell-replaced",
    severity: Severity::Warning,
    summary: "the image's `/bin/sh` is replaced",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls_of(file, crate::names!["ln", "mv", "cp", "dpkg-divert", "dpkg-reconfigure"])
        .filter_map(|call| {
            Some(
                Hit::new(
                    replaces(&call)?,
                    "every script of the image runs in another shell from here on, those of packages included",
                )
                .help("Choose the shell of the build with `SHELL [\"/bin/bash\", \"-euo\", \"pipefail\", \"-c\"]`."),
            )
        })
        .collect()
}

fn replaces(call: &Call<'_>) -> Option<Span> {
    let target = call.arguments().last()?;
    let is_sh = matches!(target.value.as_str(), "/bin/sh" | "/usr/bin/sh");
    let replaced = match call.program() {
        "ln" | "mv" | "cp" => is_sh,
        "dpkg-divert" => call.argument("/bin/sh").is_some(),
        "dpkg-reconfigure" => target.value == "dash",
        _ => false,
    };
    replaced.then(|| call.span())
}
