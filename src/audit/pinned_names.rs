//! How a version is written behind a package's name, for each manager in its own way.

use super::{Versions, tools::Open, versions::Known};
use crate::{dockerfile::Dockerfile, edit::Edit, source::Span};

/// The edit that names a package's version, and that version; none if none is known, or the word is put together from more than it shows.
pub fn pinned<'v>(file: &Dockerfile, open: &Open<'_>, versions: &'v Versions) -> Option<(Edit, &'v Known)> {
    let value = open.word.value.as_str();
    let end = end_of(file, open.word.span, value)?;
    let behind = |name: &str, sign: &str| {
        let known = versions.find(open.registry, name)?;
        Some((Edit::insert(end, format!("{sign}{}", known.version)), known))
    };
    match open.registry {
        "pip" => {
            let name = value.split(['[', '<', '>', '=', '~', '!', ';', '@', ' ']).next()?;
            let limits = value.get(name.len()..)?;
            let limits = limits.find(']').map_or(limits, |at| limits.get(at + 1..).unwrap_or_default());
            let known = versions.find("pip", name)?;
            if limits.is_empty() {
                return behind(name, "==");
            }
            // `>=2` stays, if the version is one of those
            let least = limits.strip_prefix(">=")?.trim();
            (numbers(least)? <= numbers(&known.version)?).then(|| behind(name, ",=="))?
        }
        "npm" => {
            let at = value.get(1..).and_then(|rest| rest.find('@')).map(|at| at + 1);
            let Some(at) = at else { return behind(value, "@") };
            let (name, tag) = (value.get(..at)?, value.get(at + 1..)?);
            let known = versions.find("npm", name).filter(|_| matches!(tag, "" | "latest" | "*"))?;
            Some((Edit::replace(Span::new(end - tag.len(), end), known.version.clone()), known))
        }
        "gem" => behind(value, ":"),
        "cargo" => behind(value, "@"),
        _ => None,
    }
}

/// Where a word's text ends, inside of its quotes if it is quoted as a whole; none if it is written in another way than it reads.
pub fn end_of(file: &Dockerfile, span: Span, value: &str) -> Option<usize> {
    let written = file.source.slice(span);
    let quoted = ['"', '\'']
        .into_iter()
        .any(|quote| written.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) == Some(value));
    match (written == value, quoted) {
        (true, _) => Some(span.end),
        (_, true) => Some(span.end - 1),
        _ => None,
    }
}

fn numbers(version: &str) -> Option<Vec<u64>> {
    version.split('.').map(|part| part.parse().ok()).collect()
}
