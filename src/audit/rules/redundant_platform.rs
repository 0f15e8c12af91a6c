//! `--platform=$TARGETPLATFORM`, which is what happens anyway.

use crate::{
    audit::{Hit, Policy, Rule},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "redundant-platform",
    severity: Severity::Info,
    summary: "FROM asks for the platform that it gets anyway",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let flags = file
        .stages
        .iter()
        .filter_map(|stage| file.instructions_of(stage).first()?.flag("platform"));
    flags
        .filter(|flag| {
            let value = flag.value.as_ref().map(|v| v.value.as_str());
            matches!(value, Some("$TARGETPLATFORM" | "${TARGETPLATFORM}"))
        })
        .map(|flag| {
            let after = file.source.text().get(flag.span.end..).unwrap_or_default();
            let blanks = after.len() - after.trim_start_matches(' ').len();
            let gone = Span::new(flag.span.start, flag.span.end + blanks);
            Hit::new(flag.span, "this is the platform that the stage has anyway")
                .safe_fix("drop it", vec![Edit::delete(gone)])
                .changing([Change::Flags])
        })
        .collect()
}
