//! A secret that every user of the step may read.

use crate::{
    audit::{Hit, Policy, Rule, commands::effective},
    dockerfile::{Dockerfile, Flag, Mount},
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "secret-mount-readable",
    severity: Severity::Warning,
    summary: "a mounted secret may be read by every user",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let flags = file.instructions.iter().map(effective).flat_map(|instruction| &instruction.flags);
    flags
        .filter(|flag| flag.name == "mount")
        .filter_map(|flag| hit(file, flag))
        .collect()
}

fn hit(file: &Dockerfile, flag: &Flag) -> Option<Hit> {
    let mount = Mount::read(flag);
    let mode = mount.get(&["mode"])?;
    let open = u32::from_str_radix(mode, 8).is_ok_and(|number| number & 0o004 != 0);
    if !open || !matches!(mount.kind(), "secret" | "ssh") {
        return None;
    }
    let message = format!("mode `{}` lets every process of this step read the secret", shown(mode));
    let hit =
        Hit::new(flag.span, message).help("Leave the mode out (0400 is the default), and name the reader with `uid=` if it is not root.");
    let option = format!(",mode={mode}");
    let found = file.source.slice(flag.span).find(&option);
    Some(match found.map(|at| flag.span.start + at) {
        Some(start) => hit
            .review_fix("keep it to its owner", vec![Edit::delete(Span::new(start, start + option.len()))])
            .changing([Change::Flags]),
        None => hit,
    })
}
