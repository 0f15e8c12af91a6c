//! Copies of everything that another stage or image has.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{Sh, sh},
        copies::copies,
        stages::{lineage, root_image, ships},
    },
    dockerfile::{Base, Body, Dockerfile, Keyword, Origin, Stage},
    finding::{Confidence, Severity},
    value::ImageRef,
};

pub const RULE: Rule = Rule {
    name: "whole-root-copied",
    severity: Severity::Warning,
    summary: "the whole file system of another stage is copied",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for (at, instruction, copy) in copies(file) {
        if instruction.flag("from").is_none() || !is_root(file, at, &copy.destination.value) {
            continue;
        }
        let everything = copy
            .sources
            .iter()
            .find(|source| matches!(source.value.as_str(), "/" | "/." | "/*" | "./" | "."));
        if let Some(source) = everything.filter(|_| is_system(file, at) && ships(file, at)) {
            hits.push(
                Hit::new(
                    source.span,
                    "this takes everything along: tools, caches, and what was meant to stay in the build",
                )
                .confidence(Confidence::Heuristic)
                .help(
                    "Copy the folders that the app needs, or gather them in one folder of the build stage (`COPY --from=build /out/ /`).",
                ),
            );
        }
    }
    hits
}

/// Whether a destination is the root, also as `.` where nothing else is the WORKDIR.
fn is_root(file: &Dockerfile, at: usize, destination: &str) -> bool {
    let from = file.setting_at(Keyword::Workdir, at).map(|set| set.value.as_deref());
    let scratch = || {
        file.stage_of(at)
            .is_some_and(|stage| matches!(file.root_base(stage), Base::Scratch))
    };
    match destination {
        "/" => true,
        "." | "./" => from.map_or_else(scratch, |from| from == Some("/")),
        _ => false,
    }
}

/// Whether what is copied from is a whole system: an image that is known as one, or a stage in which programs run. Some images hold a few
/// files and nothing else, and are there to be copied as they are.
fn is_system(file: &Dockerfile, at: usize) -> bool {
    let known = |image: &ImageRef| matches!(sh(image), Sh::Dash | Sh::Ash | Sh::Bash);
    match file.copy_from(at) {
        Origin::Image(image) => known(&image),
        Origin::Stage(index) => file.stages.get(index).is_some_and(|stage| {
            let runs = |s: &Stage| file.instructions_of(s).iter().any(|i| matches!(i.body, Body::Run(_)));
            root_image(file, stage).is_some_and(known) || lineage(file, stage).any(runs)
        }),
        _ => false,
    }
}
