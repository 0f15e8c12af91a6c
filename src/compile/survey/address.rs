//! Variables that say where a program listens, and leave it on the container's own loopback where nobody sets them.

use std::collections::BTreeSet;

use super::{
    code::Code,
    seen::{Clue, Seen},
};
use crate::compile::{
    library::Common,
    signs::{Signs, Told},
};

/// How sources write the loopback, behind a quote.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// What such a variable is set to, where it is read, and the port that its default names, if it names one.
pub fn addresses(code: &Code, signs: &Signs, common: &Common) -> Vec<(Told, Seen, Option<Clue>)> {
    let known = |name: &&String| signs.told.iter().all(|told| told.name != **name);
    let own = own_names(code, common);
    common
        .listens_at
        .iter()
        .chain(&own)
        .filter(known)
        .filter_map(|name| address(name, code, signs, common))
        .chain(code.texts().flat_map(|(file, text)| of_classes(file, text, signs, common)))
        .collect()
}

/// Names with a part of the app's own before one of the usual ones, on lines with the loopback: `SHOP_LISTEN`.
fn own_names(code: &Code, common: &Common) -> BTreeSet<String> {
    let texts = code.texts().filter(|(_, text)| LOOPBACK.iter().any(|a| text.contains(a)));
    let lines = texts
        .flat_map(|(_, text)| text.lines())
        .filter(|l| LOOPBACK.iter().any(|a| l.contains(a)));
    let words = lines.flat_map(|line| line.split(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')));
    let is_own = |word: &&str| {
        let rest = |usual: &String| word.strip_suffix(usual.as_str());
        common
            .listens_at
            .iter()
            .filter_map(rest)
            .any(|rest| rest.len() > 1 && rest.ends_with('_'))
    };
    let others = |word: &&str| OTHERS.iter().any(|other| word.contains(other));
    let usual = |word: &&str| common.listens_at.iter().any(|usual| usual == word);
    let own = words.filter(|word| is_own(word) && !usual(word) && !others(word));
    own.map(str::to_owned).collect()
}

/// Parts of such names that speak of other servers.
const OTHERS: [&str; 12] = [
    "DB", "DATABASE", "REDIS", "MYSQL", "PG", "POSTGRES", "MONGO", "AMQP", "RABBIT", "SMTP", "MAIL", "KAFKA",
];

/// The same of classes that read each of their fields from a variable of its name, which have a port of the app's own beside the address.
fn of_classes(file: &str, text: &str, signs: &Signs, common: &Common) -> Vec<(Told, Seen, Option<Clue>)> {
    let Some(class) = signs.settings_class.as_ref().filter(|class| text.contains(&class.of)) else {
        return Vec::new();
    };
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].starts_with("class ")).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let blocks = starts.iter().copied().zip(ends);
    blocks
        .filter_map(|(start, end)| {
            let block = lines.get(start..end)?;
            block.first().filter(|first| first.contains(&class.of))?;
            let field = |names: &[String], line: &str| {
                names
                    .iter()
                    .find(|name| line.trim_start().strip_prefix(name.as_str()).is_some_and(|r| r.starts_with(':')))
                    .cloned()
            };
            let prefix = block
                .iter()
                .find_map(|line| line.split_once(class.prefix.as_str())?.1.split(['"', '\'']).nth(1))
                .unwrap_or_default();
            let seen = |at: usize| Seen {
                file: file.to_owned(),
                line: Some(start + at + 1),
            };
            let (at, host) = block
                .iter()
                .enumerate()
                .find_map(|(at, line)| Some((at, field(&class.hosts, line).filter(|_| default(line) == Some(None))?)))?;
            let (port_at, port) = block.iter().enumerate().find_map(|(at, line)| {
                let number = field(&class.ports, line).and(line.rsplit_once('='))?.1.trim();
                Some((at, number.parse::<u16>().ok()?))
            })?;
            if port < 1024 || common.ports_of_others.contains(&port) {
                return None;
            }
            let told = Told::new(&format!("{prefix}{host}").to_ascii_uppercase(), "0.0.0.0");
            let clue = Clue {
                word: port.to_string(),
                seen: seen(port_at),
            };
            Some((told, seen(at), Some(clue)))
        })
        .collect()
}

fn address(name: &str, code: &Code, signs: &Signs, common: &Common) -> Option<(Told, Seen, Option<Clue>)> {
    let reads: Vec<String> = signs.reads.iter().map(|read| read.replace("{name}", name)).collect();
    let listens = |text: &str| {
        let mut calls = signs.loopback_by.iter().filter(|call| call.ends_with('('));
        calls.any(|call| text.contains(call.as_str()))
    };
    let some = code.texts().filter(|(_, text)| text.contains(name));
    some.into_iter().find_map(|(file, text)| {
        let lines: Vec<&str> = text.lines().collect();
        lines.iter().enumerate().find_map(|(at, line)| {
            let end = reads.iter().find_map(|read| Some(line.find(read.as_str())? + read.len()))?;
            // the default may have gone to the next line
            let next = lines
                .get(at + 1)
                .copied()
                .filter(|next| next.trim_start().starts_with(['.', '|', '?', '"', '\'', '`']));
            let port = [line.get(end..), next].into_iter().flatten().find_map(default)?;
            let meant = match port {
                Some(port) => port >= 1024 && !common.ports_of_others.contains(&port) && code.texts().any(|(_, text)| listens(text)),
                // without a port it may be where something else listens, such as a database
                None => listens(text),
            };
            let seen = Seen {
                file: file.to_owned(),
                line: Some(at + 1),
            };
            let told = Told::new(name, if port.is_some() { "0.0.0.0:{port}" } else { "0.0.0.0" });
            let clue = port.map(|port| Clue {
                word: port.to_string(),
                seen: seen.clone(),
            });
            meant.then_some((told, seen, clue))
        })
    })
}

/// The port behind the loopback's address, if there is one; none where no such address stands in quotes and fills them.
fn default(text: &str) -> Option<Option<u16>> {
    LOOPBACK.iter().find_map(|address| {
        text.match_indices(address).find_map(|(at, _)| {
            let quote = text[..at].chars().next_back().filter(|c| matches!(c, '"' | '\'' | '`'))?;
            let (rest, _) = text[at + address.len()..].split_once(quote)?;
            match rest.strip_prefix(':') {
                Some(number) => Some(Some(number.parse().ok()?)),
                None => rest.is_empty().then_some(None),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::default;

    #[test]
    fn a_default_on_the_loopback_is_an_address_alone_in_quotes() {
        for (text, port) in [
            (").unwrap_or_else(|_| \"127.0.0.1:8000\".to_string());", Some(Some(8000))),
            (", 'localhost')", Some(None)),
            (" || `[::1]:3000`;", Some(Some(3000))),
            (", \"http://localhost:8000\")", None),
            (", \"localhost:8000/api\")", None),
            (", \"localhost.example\")", None),
            (", \"0.0.0.0:8000\")", None),
        ] {
            assert_eq!(default(text), port, "{text}");
        }
    }
}
