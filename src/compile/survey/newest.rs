//! The newest release of a package that a project takes, by what it writes of it.

use crate::compile::resolve::is_before;

/// The newest release of a package that a project takes.
#[derive(Debug)]
pub enum Newest {
    /// This one, or one that begins so.
    Release(String),
    /// The last one before this.
    Below(String),
    /// The newest of all.
    Any,
}

/// How the table calls a release that does not exist: none is made for that version of the language.
const NEVER: &str = "9999";

impl Newest {
    /// Whether it is one of those that are made for something: `2.1` and all after it, or also `1.10.16<2, 2.8`, those from 1.10.16 on but before 2.
    pub fn is_of(&self, made: &str) -> bool {
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

    /// The newest release that a requirement takes: `name==1.2`, `name==1.*`, `name~=1.2`, `name>=1,<2`.
    pub fn of_requirement(text: &str) -> Self {
        let text = text.split([';', '#']).next().unwrap_or(text);
        let found = if let Some((_, version)) = text.split_once("~=") {
            let version = number(version);
            let parts: Vec<&str> = version.split('.').collect();
            after(parts.get(..parts.len().saturating_sub(1)).unwrap_or_default()).map(Self::Below)
        } else if let Some((_, version)) = text.split_once("==") {
            let exact = number(version);
            if version.contains('*') {
                after(&exact.split('.').collect::<Vec<_>>()).map(Self::Below)
            } else {
                Some(Self::Release(exact))
            }
        } else {
            let bound = text.split(',').find_map(|part| part.rsplit_once('<'));
            bound.map(|(_, version)| match version.strip_prefix('=') {
                Some(version) => Self::Release(number(version)),
                None => Self::Below(number(version)),
            })
        };
        found.unwrap_or(Self::Any)
    }

    /// The newest release within a range as tables and locks write them: `^1.2`, `~1.2`, `1.2.3`, `1.x`, `>=1 <3`, `^1 || ^2`.
    pub fn of_range(text: &str) -> Self {
        let text = text.rsplit("||").next().unwrap_or(text).trim().trim_start_matches("npm:");
        let version = number(text.trim_start_matches(['^', '~', '=']));
        let parts: Vec<&str> = version.split('.').collect();
        let kept = if text.starts_with('^') {
            // up to the first that is not zero
            1 + parts.iter().take_while(|part| **part == "0").count()
        } else if text.starts_with('~') {
            2
        } else if text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['x', 'X', '*']) {
            parts.len()
        } else if text.starts_with(|c: char| c.is_ascii_digit() || c == '=') {
            return Self::Release(version);
        } else {
            return Self::of_requirement(text);
        };
        after(parts.get(..kept.min(parts.len())).unwrap_or_default()).map_or(Self::Any, Self::Below)
    }
}

/// The digits and points that a version begins with.
fn number(version: &str) -> String {
    let version = version.trim_start_matches('=').trim();
    let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
    version[..end].trim_end_matches('.').to_owned()
}

/// What follows all releases that begin with these parts.
fn after(parts: &[&str]) -> Option<String> {
    let (last, before) = parts.split_last()?;
    let last = (last.parse::<u32>().ok()?.checked_add(1)?).to_string();
    Some(before.iter().copied().chain([last.as_str()]).collect::<Vec<_>>().join("."))
}

/// A version without zeros at its end, which say nothing.
fn short(version: &str) -> &str {
    version.strip_suffix(".0").map_or(version, short)
}

#[cfg(test)]
mod tests {
    use super::Newest;

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
            assert_eq!(Newest::of_requirement(text).is_of(made), is, "{text} and {made}");
        }
    }

    #[test]
    fn a_range_fits_when_its_newest_release_does() {
        for (range, made, is) in [
            ("^8.5.0", "11.3.0", false),
            ("^11.1.2", "11.3.0", true),
            ("~11.1.2", "11.3.0", false),
            ("~11", "11.3.0", true),
            ("11.1.2", "11.3.0", false),
            ("11.3.0", "11.3.0", true),
            ("11.x", "11.3.0", true),
            (">=8 <11", "11.3.0", false),
            (">=8", "11.3.0", true),
            ("^8.0.0 || ^12.0.0", "11.3.0", true),
            ("npm:^8.5.0", "11.3.0", false),
            ("^0.29", "0.30.0", false),
            ("^0.30", "0.30.0", true),
            ("^0.0.3", "0.0.4", false),
            ("^0", "0.30.0", true),
            (">=2.0,<3.0", "2.8.0", true),
            ("latest", "11.3.0", true),
            ("*", "11.3.0", true),
            ("", "11.3.0", true),
            ("^4294967295", "11.3.0", true),
        ] {
            assert_eq!(Newest::of_range(range).is_of(made), is, "{range} and {made}");
        }
    }
}
