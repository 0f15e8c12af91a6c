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
    page: include_str!("unknown_stage.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    from_flags(file).filter_map(|flag| wrong(file, &flag)).collect()
}

fn wrong(file: &Dockerfile, flag: &FromFlag<'_>) -> Option<Hit> {
    let written = shown(flag.text);
    let hit = |message: String| Some(Hit::new(flag.span, message));
    match flag.source(file) {
        Source::NoSuchNumber => hit(format!("there is no stage {written} before this one: they are counted from 0")),
        Source::LaterStage => hit(format!(
            "`{written}` is this stage or a later one: only an earlier one can be copied from"
        )),
        Source::Misspelt(near, image) => {
            let image = image.canonical_name();
            let hit = Hit::new(
                flag.span,
                format!("no stage is called `{written}`, so the image `{image}` is fetched"),
            );
            Some(
                hit.confidence(Confidence::Heuristic)
                    .help(format!("Did you mean the stage `{}`?", shown(near))),
            )
        }
        Source::Fine | Source::Image(_) => None,
    }
}
