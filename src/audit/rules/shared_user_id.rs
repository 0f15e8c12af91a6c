//! Two names for one number: to the kernel they are the same.

use std::collections::BTreeMap;

use crate::{
    audit::{Hit, Policy, Rule, accounts::accounts},
    dockerfile::{Dockerfile, shell::Join},
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "shared-user-id",
    severity: Severity::Warning,
    summary: "two accounts, or an account and root, have the same number",
    page: include_str!("shared_user_id.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let Some(stage) = file.final_stage() else {
        return Vec::new();
    };
    let mut seen: BTreeMap<(bool, &str), (&str, Span)> = BTreeMap::new();
    let mut hits = Vec::new();
    for account in accounts(file, stage) {
        let Some(number) = account.number else { continue };
        let name = account.name.value.as_str();
        let what = if account.group { "group" } else { "user" };
        let instead = account.call.command.join == Join::Or;
        if number.value.bytes().all(|b| b == b'0') && name != "root" {
            hits.push(
                Hit::new(number.span, format!("the {what} `{}` is root by another name", shown(name)))
                    .help("Give it a number of its own, above 0."),
            );
        } else if let Some((first, span)) = seen
            .get(&(account.group, number.value.as_str()))
            .filter(|(first, _)| *first != name && !instead)
        {
            hits.push(
                Hit::new(
                    number.span,
                    format!("the {what}s `{}` and `{}` are the same to the kernel", shown(first), shown(name)),
                )
                .related(*span, "the first one")
                .help("Give each a number of its own, or use one name."),
            );
        }
        seen.entry((account.group, number.value.as_str())).or_insert((name, number.span));
    }
    hits
}
