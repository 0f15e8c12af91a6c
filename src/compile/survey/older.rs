//! An older version of the language, where the project pins packages that were released before the usual one: there is no build of them for
//! that, or they ask for modules that it no longer has.

use std::collections::BTreeMap;

use super::seen::Seen;
use crate::compile::{
    preset::Preset,
    project::Project,
    resolve::{fits, is_before, pick},
};

/// The newest release of a package that a project takes.
enum Newest {
    /// This one, or one that begins so.
    Release(String),
    /// The last one before this.
    Below(String),
    /// The newest of all.
    Any,
}

/// A package of the table: the releases that are made for each version of the language, the file that pins it, the newest release that the project
/// takes, and as it is written.
type Pin<'t> = (&'t BTreeMap<String, String>, String, Newest, String);

/// How the table calls a release that does not exist: none is made for that version of the language.
const NEVER: &str = "9999";

impl Newest {
    /// Whether it is one of those that are made for something: `2.1` and all after it, or also `1.10.16<2, 2.8`, those from 1.10.16 on but before 2.
    fn is_of(&self, made: &str) -> bool {
        made.split(',').any(|range| {
            let (first, end) = range
                .trim()
                .split_once('<')
                .map_or((range.trim(), None), |(first, end)| (first, Some(end)));
            !self.is_before(first) && end.is_none_or(|end| self.is_before(end))
        })
    }

    /// Whether it is older than a release.
    fn is_before(&self, other: &str) -> bool {
        match self {
            Self::Release(release) => is_before(release, other),
            Self::Below(end) => short(end) == short(other) || is_before(end, other),
            Self::Any => other == NEVER,
        }
    }
}

/// A version without zeros at its end, which say nothing.
fn short(version: &str) -> &str {
    version.strip_suffix(".0").map_or(version, short)
}

/// The newest release that a requirement takes: `name==1.2`, `name==1.*`, `name~=1.2`, `name>=1,<2`.
fn newest(text: &str) -> Newest {
    let text = text.split([';', '#']).next().unwrap_or(text);
    let number = |version: &str| {
        let version = version.trim_start_matches('=').trim();
        let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
        version[..end].trim_end_matches('.').to_owned()
    };
    // what follows all releases that begin with these parts
    let after = |parts: &[&str]| {
        let (last, before) = parts.split_last()?;
        let last = (last.parse::<u32>().ok()? + 1).to_string();
        Some(before.iter().copied().chain([last.as_str()]).collect::<Vec<_>>().join("."))
    };
    let found = if let Some((_, version)) = text.split_once("~=") {
        let version = number(version);
        let parts: Vec<&str> = version.split('.').collect();
        after(parts.get(..parts.len().saturating_sub(1)).unwrap_or_default()).map(Newest::Below)
    } else if let Some((_, version)) = text.split_once("==") {
        let exact = number(version);
        if version.contains('*') {
            after(&exact.split('.').collect::<Vec<_>>()).map(Newest::Below)
        } else {
            Some(Newest::Release(exact))
        }
    } else {
        let bound = text.split(',').find_map(|part| part.rsplit_once('<'));
        bound.map(|(_, version)| match version.strip_prefix('=') {
            Some(version) => Newest::Release(number(version)),
            None => Newest::Below(number(version)),
        })
    };
    found.unwrap_or(Newest::Any)
}

/// The newest version of the language, not above the one that is asked for or usual, that all packages that are pinned
/// are made for, or else as many as can be; and a package that is not made for a newer one, as the project writes it, with where. None where the
/// usual one has all, no other has more, or one is asked for by name.
pub fn older(preset: &Preset, project: &dyn Project, asked: Option<&str>) -> Option<(String, String)> {
    if asked.is_some_and(|asked| asked.starts_with(|c: char| c.is_ascii_digit())) || preset.first_for.is_empty() {
        return None;
    }
    let usual = match asked {
        Some(asked) => pick(preset, asked)?.cycle.as_str(),
        None => preset.default_version.as_str(),
    };
    let pins: Vec<Pin<'_>> = preset
        .first_for
        .iter()
        .filter_map(|(package, firsts)| {
            let (file, text) = project.locked(package).or_else(|| project.depends(package, false))?;
            Some((firsts, file, newest(&text), text))
        })
        .collect();
    let lacks = |cycle: &str, (firsts, _, newest, _): &Pin<'_>| firsts.get(cycle).is_some_and(|made| !newest.is_of(made));
    let lacking = |cycle: &str| pins.iter().filter(|pin| lacks(cycle, pin)).count();
    let below = preset.versions.iter().skip_while(|v| v.cycle != usual).skip(1);
    let fit = below.filter(|v| asked.is_none_or(|asked| fits(v, asked)));
    let found = fit.map(|v| &v.cycle).min_by_key(|cycle| lacking(cycle))?;
    if lacking(found) >= lacking(usual) {
        return None;
    }
    let (_, file, _, text) = pins.iter().find(|pin| lacks(usual, pin) && !lacks(found, pin))?;
    let seen = Seen::text(project, file, text);
    let name = crate::value::shown(text.split([' ', ';', '\\']).next().unwrap_or(text));
    Some((found.clone(), format!("{seen}: {name} is not made for {usual}")))
}

#[cfg(test)]
mod tests {
    use super::newest;

    #[test]
    fn a_requirement_fits_when_its_newest_release_does() {
        for (text, made, is) in [
            ("numpy==1.24.4", "2.1.0", false),
            ("numpy == 2.1.0 ; python_version > '3'", "2.1.0", true),
            ("numpy===2.2", "2.1.0", true),
            ("psycopg2-binary==2.9.*", "2.9.10", true),
            ("psycopg2-binary==2.8.*", "2.9.10", false),
            ("pydantic~=1.10", "2.8.0", false),
            ("pydantic~=2.7.1", "2.8.0", false),
            ("pydantic~=2.7", "2.8.0", true),
            ("pydantic<2", "2.8.0", false),
            ("pydantic>=1,<2.8", "2.8.0", false),
            ("pydantic>=1,<=2.8.0", "2.8.0", true),
            ("pydantic>=1,!=2.0", "2.8.0", true),
            ("pydantic", "2.8.0", true),
            ("pydub", "9999", false),
            ("pydub==0.25.1", "9999", false),
            ("pydantic==1.10.7", "1.10.16<2, 2.8.0", false),
            ("pydantic==1.10.17", "1.10.16<2, 2.8.0", true),
            ("pydantic<2", "1.10.16<2, 2.8.0", true),
            ("pydantic<2.0", "1.10.16<2, 2.8.0", true),
            ("pydantic~=1.10", "1.10.16<2, 2.8.0", true),
            ("pydantic==2.5.0", "1.10.16<2, 2.8.0", false),
            ("pydantic", "1.10.16<2, 2.8.0", true),
            ("SQLAlchemy==1.4.46", "0<2, 2.0.31", true),
            ("SQLAlchemy==2.0.20", "0<2, 2.0.31", false),
        ] {
            assert_eq!(newest(text).is_of(made), is, "{text} and {made}");
        }
    }
}
