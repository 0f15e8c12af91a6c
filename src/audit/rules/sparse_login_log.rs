//! Users with a number so high that the log of logins becomes huge.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::{Change, Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "sparse-login-log",
    severity: Severity::Warning,
    summary: "a user with a high number makes the log of logins huge",
    check,
};

/// A user takes about 300 bytes: from here on the file is larger than a small image.
const HIGH: u64 = 200_000;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let high = calls_of(file, crate::names!["useradd"]).filter_map(|call| Some((call, high_number(&call)?)));
    high.filter_map(|(call, number)| {
        let program = call.words.first()?;
        let message = format!(
            "`{}` makes the log of logins a file with a hole of gigabytes, which layers and copies may fill",
            shown(&number.value)
        );
        let fix = vec![Edit::insert(program.span.end, " -l")];
        Some(
            Hit::new(number.span, message)
                .confidence(Confidence::DependsOnBase)
                .safe_fix("keep the user out of that log", fix)
                .changing([Change::Words]),
        )
    })
    .collect()
}

/// The number that useradd gives, if it is high and the log is not left alone.
fn high_number<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    let words = call.arguments();
    if call.program() != "useradd" || call.option(Some('l'), "no-log-init").is_some() {
        return None;
    }
    let asks = |w: &ShellWord| w.value == "--uid" || w.value.strip_prefix('-').is_some_and(|c| !c.starts_with('-') && c.ends_with('u'));
    let attached = words.iter().find(|w| w.value.starts_with("--uid="));
    let number = attached.or_else(|| words.get(words.iter().position(asks)? + 1))?;
    let digits = number.value.trim_start_matches("--uid=");
    digits.parse::<u64>().is_ok_and(|number| number >= HIGH).then_some(number)
}
