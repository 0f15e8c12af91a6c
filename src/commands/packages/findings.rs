//! What stands in the way of a package, at its place in `app.toml`.

use super::Manifest;
use crate::{
    compile::Order,
    finding::{Finding, Place},
    packages::Problem,
    source::Span,
    value::shown,
};

/// The finding of a problem; `only` names the platforms that have it, when not all do.
pub fn finding(order: &Order, problem: &Problem, only: &str, manifest: &Manifest) -> Finding {
    let distribution = order.distribution.as_ref().map_or("the distribution", |d| d.name.as_str());
    let place = |name: &str| {
        let span = order.packages.iter().find(|(n, _)| n == name).or(order.packages.first());
        Place::new(manifest, span.map_or(Span::at(0), |(_, span)| *span))
    };
    let only = if only.is_empty() { String::new() } else { format!(" for {only}") };
    match problem {
        Problem::Unknown { name, nearest } => {
            let message = format!("{distribution} has no package `{name}`{only}");
            let finding = Finding::error("unknown-package", place(name), message);
            match nearest.split_first() {
                None => finding.help(format!("look for its name among the packages of {distribution}")),
                Some((first, others)) => {
                    let finding = finding.label(format!("did you mean `{first}`?"));
                    match others {
                        [] => finding,
                        others => finding.help(format!("other names that are near: {}", others.join(", "))),
                    }
                }
            }
        }
        Problem::Virtual { name, providers } => {
            let message = format!("`{name}` is no package of {distribution}{only}, but a name that others provide");
            let mut names: Vec<&str> = providers.iter().map(String::as_str).take(8).collect();
            if providers.len() > names.len() {
                names.push("…");
            }
            Finding::error("unknown-package", place(name), message).help(format!("name the one that is meant: {}", names.join(", ")))
        }
        Problem::Unmet { package, needs } => {
            let message = format!(
                "`{package}` cannot be installed{only}: it needs {}, which {distribution} does not have",
                shown(needs)
            );
            Finding::error("unmet-dependency", place(package), message)
                .help("the archive may be in the middle of a change, or the mirror incomplete: try another snapshot or mirror, or leave the package out")
        }
        Problem::Clash { package, with } => {
            let message = format!("`{package}` cannot be installed beside `{with}`{only}");
            Finding::error("unmet-dependency", place(package), message).help("leave one of the two out, or what needs it")
        }
    }
}
