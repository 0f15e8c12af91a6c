//! The time of the build in what is built.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
    },
    dockerfile::{
        Dockerfile,
        shell::{ListKind, Redirect, Script},
    },
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "clock-in-image",
    severity: Severity::Info,
    summary: "the time of the build is written into the image",
    check,
};

/// How many dates of one step are looked at: each may be compared with all of its commands.
const MOST: usize = 16;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file) {
        let dates = calls_in(at, script)
            .filter(|call| call.program() == "date" && !is_fixed(call))
            .take(MOST);
        let mut kept = dates.filter(|call| keeps(call, script)).peekable();
        if kept.peek().is_none() || file.source.slice(instruction.span).contains("SOURCE_DATE_EPOCH") {
            continue;
        }
        hits.extend(kept.map(|call| {
            Hit::new(call.span(), "each build gets another image from the same sources")
                .confidence(Confidence::Heuristic)
                .help("Use the time of the commit: `date -u -d @$SOURCE_DATE_EPOCH`, with `ARG SOURCE_DATE_EPOCH`.")
        }));
    }
    hits
}

/// Whether it shows another time than that of the clock, or sets the clock.
fn is_fixed(call: &Call<'_>) -> bool {
    let options = ["-d", "-r", "-s", "-f", "-j"];
    let long = ["--date", "--reference", "--set", "--file"];
    let fixes = |word: &str| options.contains(&word) || long.iter().any(|option| word.starts_with(option));
    call.arguments().iter().any(|w| fixes(&w.value))
}

/// Whether what it prints is kept: in a file, or as an argument of something that builds.
fn keeps(call: &Call<'_>, script: &Script) -> bool {
    let to_file = |redirects: &[Redirect]| {
        let mut files = redirects.iter().filter(|r| r.operator.starts_with('>'));
        files.any(|r| !r.target.value.starts_with("/dev/") && r.operator != ">&")
    };
    if to_file(&call.command.redirects) {
        return true;
    }
    let Some(list) = script
        .lists
        .get(call.command.list)
        .filter(|list| list.kind == ListKind::Substitution)
    else {
        return false;
    };
    let mut around = script
        .commands
        .iter()
        .filter(|c| c.span.contains(list.span) && c.list != call.command.list);
    around.any(|c| to_file(&c.redirects) || matches!(c.program(), "go" | "make" | "cargo" | "gcc" | "sed" | "npm" | "mvn"))
}
