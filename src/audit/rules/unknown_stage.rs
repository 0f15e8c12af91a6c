//! `--from` that names no stage it could take something from.

use crate::{
    audit::{
        Hit, Policy, Rule,
        from_flags::{FromFlag, Source, from_flags},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unknown-stage",
    severity: Severity::Error,
    summary: "`--from` names a stage that is not there",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    from_flags(file).filter_map(|flag| wrong(file, &flag)).collect()
}

fn wrong(file: &Dockerfile, flag: &FromFlag<'_>) -> Option<Hit> {
    let written = shown(flag.text);
    match flag.source(file) {
        Source::LaterStage => Some(Hit::new(
            flag.span,
            format!("`{written}` is this stage or a later one: the builder takes an image of that name instead"),
        )),
        Source::Misspelt(near, image) => {
            let message = format!(
                "no stage is called `{written}`, so the image `{}` is fetched",
                image.canonical_name()
            );
            let help = format!("Did you mean the stage `{}`?", shown(near));
            Some(Hit::new(flag.span, message).confidence(Confidence::Heuristic).help(help))
        }
        Source::Fine | Source::Image(_) => None,
    }
}
