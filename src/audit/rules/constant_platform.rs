//! Stages that are tied to one platform whatever is asked for.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::{Dockerfile, Stage},
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "constant-platform",
    severity: Severity::Info,
    summary: "FROM names one platform, whatever the build asks for",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let stages = file.stages.iter().filter_map(|stage| constant(file, stage));
    stages.collect()
}

fn constant(file: &Dockerfile, stage: &Stage) -> Option<Hit> {
    let flag = file.instructions_of(stage).first()?.flag("platform")?;
    let platform = flag.value.as_ref().map(|v| v.value.as_str())?;
    let name = stage.name.as_ref().map(|name| name.value.to_ascii_lowercase()).unwrap_or_default();
    // a stage for each platform, chosen by `FROM base-$TARGETARCH`, is how it is meant
    let says_so = platform.split('/').any(|part| !part.is_empty() && name.contains(part));
    if platform.is_empty() || platform.contains('$') || says_so {
        return None;
    }
    let after = file.source.text().get(flag.span.end..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches(' ').len();
    let gone = Span::new(flag.span.start, flag.span.end + blanks);
    Some(
        Hit::new(
            flag.span,
            format!(
                "this stage is always `{}`: on other machines it is emulated or does not run",
                shown(platform)
            ),
        )
        .confidence(Confidence::Heuristic)
        .review_fix("take the platform that is asked for", vec![Edit::delete(gone)])
        .changing([Change::Flags]),
    )
}
