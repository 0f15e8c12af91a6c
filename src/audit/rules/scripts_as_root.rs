//! Installation scripts of packages that are told to run as root.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{calls_of, effective},
    },
    dockerfile::{Body, Dockerfile},
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "scripts-as-root",
    severity: Severity::Warning,
    summary: "npm runs packages' scripts as root",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
            let set = pairs
                .iter()
                .filter(|pair| pair.key.value.eq_ignore_ascii_case("npm_config_unsafe_perm"));
            hits.extend(
                set.filter(|pair| pair.value.as_ref().is_some_and(|v| v.value == "true"))
                    .map(|pair| hit(pair.span)),
            );
        }
    }
    for call in calls_of(file, crate::names!["npm", "npx", "yarn", "lerna"])
        .filter(|call| matches!(call.program(), "npm" | "npx" | "yarn" | "lerna"))
    {
        let words = call.arguments();
        let option = words
            .iter()
            .position(|w| matches!(w.value.as_str(), "--unsafe-perm" | "--unsafe-perm=true"));
        let setting = words
            .iter()
            .position(|w| matches!(w.value.as_str(), "unsafe-perm" | "unsafe-perm=true"));
        let off = |at: usize| words.get(at + 1).is_some_and(|w| w.value == "false");
        let found = option.or(setting).filter(|at| !off(*at)).and_then(|at| words.get(at));
        hits.extend(found.map(|word| hit(word.span)));
    }
    hits
}

fn hit(span: Span) -> Hit {
    Hit::new(span, "the installation scripts of every package run as root, whoever wrote them")
        .help("Leave it out: install as a plain user, or without scripts (`--ignore-scripts`) where no package needs them.")
}
