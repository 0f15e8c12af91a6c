//! Sources of whatever a branch or tag says today.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unpinned-clone",
    severity: Severity::Warning,
    summary: "a repository is cloned without a commit",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, _, script) in scripts(file) {
        let git = || calls_in(at, script).filter(|call| call.program() == "git");
        if git().any(|call| pins(&call)) {
            continue;
        }
        for call in git().filter(|call| call.argument("clone").is_some()) {
            let address = call
                .arguments()
                .iter()
                .find(|w| w.value.contains("://") || w.value.starts_with("git@"));
            let name = address.map_or("this repository", |w| w.value.as_str());
            hits.push(
                Hit::new(
                    address.map_or(call.span(), |w| w.span),
                    format!("`{}` is cloned at whatever commit it has that day", shown(name)),
                )
                .confidence(Confidence::Heuristic)
                .help("Use `ADD <repository>#<commit>`, or `git checkout <commit>` after it; a tag can be moved."),
            );
        }
    }
    hits
}

/// Whether a call names a commit, or a variable that may hold one, or checks a signature.
fn pins(call: &Call<'_>) -> bool {
    let commit = |word: &str| word.contains('$') || (matches!(word.len(), 40 | 64) && word.bytes().all(|b| b.is_ascii_hexdigit()));
    let verb = call
        .arguments()
        .iter()
        .position(|w| matches!(w.value.as_str(), "checkout" | "switch" | "reset" | "fetch"));
    let named = verb
        .and_then(|at| call.arguments().get(at + 1..))
        .is_some_and(|words| words.iter().any(|w| commit(&w.value)));
    let revision = call.arguments().iter().any(|w| w.value.starts_with("--revision"));
    named || revision || call.argument("verify-tag").is_some() || call.argument("verify-commit").is_some()
}
