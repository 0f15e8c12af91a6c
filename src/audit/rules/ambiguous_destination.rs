//! Several sources that are copied to one name.

use crate::{
    audit::{Hit, Policy, Rule, copies::copies},
    dockerfile::Dockerfile,
    edit::Edit,
    finding::{Change, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "ambiguous-destination",
    severity: Severity::Warning,
    summary: "several sources are copied to a destination that is not marked as a folder",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let several = copies(file).filter(|(_, instruction, copy)| copy.sources.len() + instruction.heredocs.len() > 1);
    several
        .map(|(_, _, copy)| &copy.destination)
        .filter(|to| !to.value.ends_with(['/', '\\', '.']) && !to.value.contains('$'))
        .map(|to| {
            let hit = Hit::new(
                to.span,
                format!(
                    "without a `/` at its end `{}` may become one file, the last of the sources",
                    shown(&to.value)
                ),
            );
            let written = file.source.slice(to.span);
            let end = match written.strip_suffix('"') {
                _ if written == to.value => to.span.end,
                Some(inside) if inside.strip_prefix('"') == Some(&to.value) => to.span.end - 1,
                _ => return hit.help("End it with `/`."),
            };
            hit.review_fix("mark it as a folder", vec![Edit::insert(end, "/")])
                .changing([Change::Words])
        })
        .collect()
}
