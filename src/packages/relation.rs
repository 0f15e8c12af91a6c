//! What one package says of another: a name, and which versions of it. Both archives' ways of writing it are read into one form.

use std::cmp::Ordering;

use super::{Format, version};

/// A name and, perhaps, which versions of it are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation<'a> {
    /// The other package, or something that one provides.
    pub name: &'a str,
    /// How versions are compared, and with which.
    pub limit: Option<(Operator, &'a str)>,
}

/// How versions are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// Older.
    Less,
    /// The same or older.
    LessOrSame,
    /// The same.
    Same,
    /// The same or newer.
    GreaterOrSame,
    /// Newer.
    Greater,
    /// Of the same series (Alpine's `~`).
    Series,
}

/// Any one of these is enough.
pub type Clause<'a> = Vec<Relation<'a>>;

impl Relation<'_> {
    /// Whether a version is meant.
    pub fn takes(&self, format: Format, found: &str) -> bool {
        let Some((operator, limit)) = self.limit else {
            return true;
        };
        let order = || version::compare(format, found, limit);
        match operator {
            Operator::Less => order() == Ordering::Less,
            Operator::LessOrSame => order() != Ordering::Greater,
            Operator::Same => order() == Ordering::Equal,
            Operator::GreaterOrSame => order() != Ordering::Less,
            Operator::Greater => order() == Ordering::Greater,
            Operator::Series => found
                .strip_prefix(limit)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit())),
        }
    }
}

impl std::fmt::Display for Relation<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some((operator, version)) = self.limit else {
            return f.write_str(self.name);
        };
        let sign = match operator {
            Operator::Less => "<",
            Operator::LessOrSame => "<=",
            Operator::Same => "=",
            Operator::GreaterOrSame => ">=",
            Operator::Greater => ">",
            Operator::Series => "~",
        };
        write!(f, "{} {sign} {version}", self.name)
    }
}

/// The clauses of a field such as `Depends` (Debian policy 7.1), or of `D:` in Alpine's index. What cannot be read asks for a package
/// that is nowhere, so that nothing is resolved by mistake.
pub fn clauses(format: Format, text: &str) -> Vec<Clause<'_>> {
    match format {
        Format::Deb => {
            let clauses = text.split(',').map(str::trim).filter(|c| !c.is_empty());
            clauses.map(|c| c.split('|').map(deb).collect()).collect()
        }
        Format::Apk => {
            let words = text.split_ascii_whitespace().filter(|w| !w.starts_with('!'));
            words.map(|w| vec![apk(w)]).collect()
        }
    }
}

/// What an Alpine package refuses: the words of `D:` that begin with `!`.
pub fn refused(text: &str) -> impl Iterator<Item = Relation<'_>> {
    text.split_ascii_whitespace().filter_map(|w| w.strip_prefix('!')).map(apk)
}

/// `name:any (>= 1.2)`. The architecture is that of the index, so `:any` and `:native` say nothing.
pub fn deb(text: &str) -> Relation<'_> {
    let (name, limit) = text.split_once('(').unwrap_or((text, ""));
    let name = name.split(':').next().unwrap_or_default().trim();
    let limit = limit.trim_end().trim_end_matches(')').trim();
    let signs = [
        (">=", Operator::GreaterOrSame),
        ("<=", Operator::LessOrSame),
        (">>", Operator::Greater),
        ("<<", Operator::Less),
        ("=", Operator::Same),
        // What policy calls obsolete, and dpkg still reads.
        (">", Operator::GreaterOrSame),
        ("<", Operator::LessOrSame),
    ];
    limited(name, limit, &signs)
}

/// `name>=1.2`, `so:libc.so.1`, `name~1.2`.
pub fn apk(word: &str) -> Relation<'_> {
    let at = word.find(['<', '>', '=', '~']).unwrap_or(word.len());
    let (name, limit) = word.split_at(at);
    let signs = [
        (">=", Operator::GreaterOrSame),
        ("<=", Operator::LessOrSame),
        ("~=", Operator::Series),
        ("=~", Operator::Series),
        (">", Operator::Greater),
        ("<", Operator::Less),
        ("=", Operator::Same),
        ("~", Operator::Series),
    ];
    limited(name, limit, &signs)
}

fn limited<'a>(name: &'a str, limit: &'a str, signs: &[(&str, Operator)]) -> Relation<'a> {
    let found = signs
        .iter()
        .find_map(|(sign, operator)| Some((*operator, limit.strip_prefix(sign)?.trim())));
    match (limit, found) {
        ("", _) => Relation { name, limit: None },
        (_, Some(limit)) => Relation { name, limit: Some(limit) },
        // A limit that nobody understands is one that nothing meets.
        _ => Relation { name: "", limit: None },
    }
}
