//! Files that everybody may write.

use crate::{
    audit::{Hit, Policy, Rule, modes::modes},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Change, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "world-writable",
    severity: Severity::Warning,
    summary: "files are made writable for everybody",
    page: include_str!("world_writable.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    modes(file)
        .into_iter()
        .filter(|mode| mode.world_writable())
        .map(|mode| {
            let written = shown(mode.text);
            let hit = Hit::new(mode.span, format!("mode `{written}` lets every user and every process write here"));
            match mode.octal() {
                Some(number) if file.source.slice(mode.span) == mode.text => {
                    let width = mode.text.len();
                    let better = format!("{:0width$o}", number & !0o022);
                    hit.review_fix(
                        format!("let only the owner write: {better}"),
                        vec![Edit::replace(mode.span, better)],
                    )
                    .changing([Change::Words, Change::Flags])
                }
                _ => hit.help("Give the files to the user who needs them (`COPY --chown=`, `chown`), and let only that one write."),
            }
        })
        .collect()
}
