//! `USER name:group`, which takes the groups away that the build gave.

use crate::{
    audit::{
        Hit, Policy, Rule,
        accounts::{accounts, memberships},
        users::user,
    },
    dockerfile::Dockerfile,
    edit::Edit,
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "lost-groups",
    severity: Severity::Warning,
    summary: "USER names a group, and so drops the groups that the user was put into",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let user = user(file, stage)?;
        let written = user.word.value.as_str();
        let (name, group) = written.split_once(':').filter(|_| !written.contains('$'))?;
        let same = |known: &str, number: Option<&str>| known == name || number == Some(name);
        let account = accounts(file, stage).find(|a| !a.group && same(&a.name.value, a.number.map(|n| n.value.as_str())));
        let account = account.map_or(name, |account| account.name.value.as_str());
        let (lost, given) = memberships(file, stage, account)
            .into_iter()
            .find(|(lost, _)| lost.value != group)?;
        let colon = user.word.span.start + file.source.slice(user.word.span).find(':')?;
        Some(
            Hit::new(
                user.word.span,
                format!(
                    "with a group written here, `{}` is no longer in `{}`",
                    shown(account),
                    shown(&lost.value)
                ),
            )
            .related(given, "here it is put into that group")
            .review_fix(
                "leave the group to the image",
                vec![Edit::delete(Span::new(colon, user.word.span.end))],
            ),
        )
    });
    hit.into_iter().collect()
}
