//! HEALTHCHECK: a request that needs no shell and no client, or a command.

use toml::{Table, Value};

use super::{Lifter, absolute, command::plain};
use crate::{
    dockerfile::{
        Healthcheck, Instruction, Run,
        shell::{Join, Script},
    },
    value::{HttpPath, Line, shown},
};

/// Ways to write the container itself in an address.
const HERE: [&str; 4] = ["localhost", "127.0.0.1", "0.0.0.0", "[::1]"];

impl Lifter<'_> {
    pub(super) fn health(&mut self, at: usize, instruction: &Instruction, check: &Healthcheck) {
        let span = instruction.span;
        let Some(probe) = &check.probe else {
            return self.ledger.fact(at, span, "runtime", "health", false);
        };
        let words: Option<Vec<String>> = match (&probe.run, instruction.script()) {
            (_, Some(script)) => asked(script).or_else(|| plain(self.file, script, at).ok().map(|(words, _)| words)),
            (Run::Exec(words), None) => Some(words.iter().map(|w| w.value.to_string()).collect()),
            (Run::Shell(_), None) => None,
        };
        let Some(words) = words else {
            return self.ledger.left(
                at,
                span,
                "a probe runs without a shell: write health = { path = \"…\" } or { command = […] }",
            );
        };
        let mut table = Table::new();
        match request(&words) {
            Some((port, path)) => {
                let first = self.first_port();
                if first.is_some_and(|first| first != port) {
                    let why = format!("asks port {port}, but a request goes to the first port: write health = {{ command = […] }}");
                    return self.ledger.left(at, span, why);
                }
                match HttpPath::new(path.as_str()) {
                    Ok(path) => table.insert("path".to_owned(), Value::from(path.as_str())),
                    Err(why) => return self.ledger.left(at, span, why.to_string()),
                };
            }
            None if words.first().is_some_and(|w| matches!(w.as_str(), "curl" | "wget" | "nc")) => {
                return self
                    .ledger
                    .left(at, span, "what it asks cannot be told: write health = { path = \"…\" }");
            }
            None => {
                let workdir = self.final_workdir();
                let mapped = words.iter().map(|w| {
                    if w.starts_with('/') {
                        self.place(&absolute(&workdir, w))
                    } else {
                        w.clone()
                    }
                });
                let mapped: Vec<String> = mapped.collect();
                if let Some(bad) = mapped.iter().find_map(|w| Line::new(w.as_str()).err()) {
                    return self.ledger.left(at, span, bad.to_string());
                }
                table.insert("command".to_owned(), Value::Array(mapped.into_iter().map(Value::from).collect()));
            }
        }
        for flag in &instruction.flags {
            let text = flag.value.as_ref().map_or("", |v| v.value.as_str());
            let seconds = if flag.name == "retries" { text.parse().ok() } else { seconds(text) };
            let key = match flag.name.as_str() {
                "start-period" => "start",
                known @ ("interval" | "timeout" | "retries") => known,
                _ => "",
            };
            match seconds.filter(|_| !key.is_empty()) {
                Some(number) => {
                    table.insert(key.to_owned(), Value::from(number));
                }
                None => self.ledger.left(
                    at,
                    flag.span,
                    format!(
                        "`{}` is not lifted: app.toml has whole seconds of interval, timeout and start",
                        shown(&flag.name)
                    ),
                ),
            }
        }
        self.ledger.fact(at, span, "runtime", "health", Value::Table(table));
    }

    /// The port that a request goes to: the first that the image tells.
    fn first_port(&self) -> Option<u16> {
        let all = self.file.instructions.iter().enumerate().filter(|(at, _)| self.ships(*at));
        let ports = all.filter_map(|(_, i)| match &i.body {
            crate::dockerfile::Body::Expose(ports) => ports.iter().find_map(|p| u16::try_from(p.ports?.0).ok().filter(|n| *n >= 1024)),
            _ => None,
        });
        let told = ports.into_iter().next();
        told.or(Some(self.ground.preset.runtime.port))
    }
}

/// The words of `curl … || exit 1`.
fn asked(script: &Script) -> Option<Vec<String>> {
    let [first, rest @ ..] = script.commands.as_slice() else {
        return None;
    };
    let exits = rest
        .iter()
        .all(|c| c.join == Join::Or && matches!(c.program(), "exit" | "false" | "kill"));
    let quiet = first
        .redirects
        .iter()
        .all(|r| r.target.value == "/dev/null" || r.operator.ends_with('&'));
    let words: Vec<String> = first.words.iter().map(|w| w.value.to_string()).collect();
    (exits && quiet && request(&words).is_some()).then_some(words)
}

/// Port and path of the address that a client asks, if it is here.
fn request(words: &[String]) -> Option<(u16, String)> {
    let client = words.first()?.rsplit('/').next()?;
    if !matches!(client, "curl" | "wget") {
        return None;
    }
    let mut here = words.iter().skip(1).filter_map(|word| {
        let rest = word.strip_prefix("http://").unwrap_or(word);
        let host = HERE.iter().find(|h| rest.starts_with(**h))?;
        let rest = rest.get(host.len()..)?;
        let (port, path) = match rest.find('/') {
            Some(slash) => (rest.get(..slash)?, rest.get(slash..)?),
            None => (rest, "/"),
        };
        let port = match port.strip_prefix(':') {
            Some(port) => port.parse().ok()?,
            None if port.is_empty() => 80,
            None => return None,
        };
        Some((port, path.to_owned()))
    });
    here.next()
}

/// Whole seconds of a duration such as `1m30s`.
fn seconds(text: &str) -> Option<i64> {
    let mut sum = 0_i64;
    let mut number = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => number.push(c),
            'h' | 'm' | 's' => {
                let factor = if c == 'h' {
                    3600
                } else if c == 'm' {
                    60
                } else {
                    1
                };
                sum = sum.checked_add(number.parse::<i64>().ok()?.checked_mul(factor)?)?;
                number.clear();
            }
            _ => return None,
        }
    }
    number.is_empty().then_some(sum).filter(|s| *s > 0)
}
