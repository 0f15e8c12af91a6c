//! `--from` that names no stage it could take something from.

use crate::{
    audit::{
        Hit, Policy, Rule,
        images::{FromFlag, Source, from_flags, is_later_stage, source},
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
    match source(file, flag.stage, flag.text) {
        Source::NoSuchIndex(index) => {
            let count = flag.stage.index;
            Some(Hit::new(
                flag.span,
                format!("there is no stage {index} before this one: {count} are, counted from 0"),
            ))
        }
        Source::Image(_) if is_later_stage(file, flag) => Some(Hit::new(
            flag.span,
            format!("`{written}` is this stage or a later one: only an earlier one can be copied from"),
        )),
        Source::Image(image) if image.registry().is_none() && image.tag().is_none() && image.digest().is_none() => {
            let near = similar(file, flag)?;
            Some(
                Hit::new(
                    flag.span,
                    format!(
                        "no stage is called `{written}`, so the image `{}` is fetched",
                        image.canonical_name()
                    ),
                )
                .confidence(Confidence::Heuristic)
                .help(format!("Did you mean the stage `{}`?", shown(near))),
            )
        }
        _ => None,
    }
}

/// The name of an earlier stage that is almost the same.
fn similar<'a>(file: &'a Dockerfile, flag: &FromFlag<'_>) -> Option<&'a str> {
    let names = file
        .stages
        .iter()
        .take(flag.stage.index)
        .filter_map(|s| Some(s.name.as_ref()?.value.as_str()));
    names
        .map(|name| (strsim::osa_distance(name, flag.text), name))
        .min()
        .filter(|(distance, name)| *distance <= 2 && *distance * 2 < name.len())
        .map(|(_, name)| name)
}
