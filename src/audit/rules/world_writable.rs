//! Files that everybody may write.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        modes::modes,
    },
    dockerfile::{Dockerfile, shell::ShellWord},
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
    let unmasked = calls(file).filter_map(|call| open_mask(&call)).map(|mask| {
        let hit = Hit::new(
            mask.span,
            format!(
                "what is made under umask `{}` can be written by every user and every process",
                shown(&mask.value)
            ),
        );
        hit.review_fix("let only the owner write: 022", vec![Edit::replace(mask.span, "022")])
            .changing([Change::Words])
    });
    let modes = modes(file).into_iter().filter(|mode| mode.world_writable()).map(|mode| {
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
    });
    modes.chain(unmasked).collect()
}

/// The word of a call to umask that lets others write.
fn open_mask<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    let mask = call
        .arguments()
        .iter()
        .find(|w| !w.value.starts_with('-'))
        .filter(|_| call.program() == "umask")?;
    let octal = u32::from_str_radix(&mask.value, 8).map(|bits| bits & 0o002 == 0);
    let gives = |clause: &str| {
        let (who, rights) = clause.split_once('=')?;
        Some((who.is_empty() || who.contains(['a', 'o'])) && rights.contains('w'))
    };
    let open = octal.unwrap_or_else(|_| mask.value.split(',').any(|clause| gives(clause) == Some(true)));
    open.then_some(mask)
}
