//! Error pages that are saved as if they were what was asked for.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        downloads::{Target, addresses, curl_switches, is_local, target},
    },
    dockerfile::{
        Dockerfile,
        shell::{Join, ShellWord},
    },
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "ignored-http-error",
    severity: Severity::Info,
    summary: "curl saves an error page as if it were the file",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, _, script) in scripts(file) {
        let mut calls = calls_in(at, script).peekable();
        while let Some(call) = calls.next() {
            let piped = calls
                .peek()
                .is_some_and(|next| next.command.join == Join::Pipe && next.command.list == call.command.list);
            if call.program() == "curl" && ignores(&call, piped) {
                hits.extend(call.words.first().map(|curl| {
                    Hit::new(
                        curl.span,
                        "if the server answers with an error, curl takes the error page for the file and succeeds",
                    )
                    .safe_fix("fail on an error", vec![fail(file, &call, curl)])
                }));
            }
        }
    }
    hits
}

fn ignores(call: &Call<'_>, piped: bool) -> bool {
    let kept = match target(call) {
        Target::File(_) => true,
        Target::Stdout => piped,
        Target::Nowhere => false,
    };
    let says = |word: &ShellWord| {
        let word = word.value.as_str();
        let fails = matches!(
            word,
            "--fail" | "--fail-with-body" | "--fail-early" | "-w" | "--head" | "--write-out"
        );
        fails || curl_switches(word).contains(['f', 'I', 'w', 'K'])
    };
    kept && !call.arguments().iter().any(says) && !addresses(call).any(|word| is_local(&word.value))
}

/// `-f`, in the first cluster of short options if one stands right behind the program.
fn fail(file: &Dockerfile, call: &Call<'_>, curl: &ShellWord) -> Edit {
    let cluster = call.arguments().first().filter(|word| {
        let mut letters = word.value.chars().skip(1);
        word.value.starts_with('-') && letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && file.source.slice(word.span) == word.value
    });
    match cluster {
        Some(word) => Edit::insert(word.span.start + 1, "f"),
        None => Edit::insert(curl.span.end, " -f"),
    }
}
