//! Two names for one number: to the kernel they are the same.

use std::collections::BTreeMap;

use crate::{
    audit::{
        Hit, Policy, Rule,
        accounts::{accounts, renumbered},
        stages::ships,
        writings::writings,
    },
    dockerfile::{Dockerfile, shell::Join},
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "shared-user-id",
    severity: Severity::Warning,
    summary: "two accounts, or an account and root, have the same number",
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
        if is_zero(&number.value) && name != "root" {
            hits.push(second_root(number.span, what, name));
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
    let changed = renumbered(file, stage).filter(|(name, number)| name.value != "root" && is_zero(&number.value));
    hits.extend(changed.map(|(name, number)| second_root(number.span, "user", &name.value)));
    for writing in writings(file).filter(|w| w.path.ends_with("etc/passwd") && ships(file, w.at)) {
        let lines = writing.lines(file).filter_map(|(line, span, _)| {
            let mut fields = line.split(':');
            let (name, _, number) = (fields.next()?, fields.next()?, fields.next()?);
            (is_zero(number) && name != "root" && !name.contains(' ')).then(|| second_root(span, "user", name))
        });
        hits.extend(lines);
    }
    hits
}

fn is_zero(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|b| b == b'0')
}

fn second_root(span: Span, what: &str, name: &str) -> Hit {
    Hit::new(span, format!("the {what} `{}` is root by another name", shown(name))).help("Give it a number of its own, above 0.")
}
