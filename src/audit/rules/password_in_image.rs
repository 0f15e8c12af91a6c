//! Accounts that get a password at build time, or none at all.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
        stages::ships,
        texts::places,
        writings::writings,
    },
    dockerfile::{
        Dockerfile,
        shell::{Join, ShellWord},
    },
    finding::Severity,
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "password-in-image",
    severity: Severity::Error,
    summary: "an account gets a password that everybody can read, or none",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut before: Option<Call<'_>> = None;
    let mut hits = Vec::new();
    for call in calls_of(file, crate::names!["chpasswd", "passwd", "useradd", "usermod"]) {
        let piped = before.replace(call).filter(|b| b.at == call.at && call.command.join == Join::Pipe);
        let locked = || call.option(Some('e'), "encrypted").is_some() && piped.is_some_and(|b| locks(&b));
        let Some(message) = message(&call).filter(|_| ships(file, call.at) && !locked()) else {
            continue;
        };
        let hit = Hit::new(call.span(), message).help(HELP);
        let words = piped.iter().flat_map(|b| b.arguments()).chain(password(&call));
        hits.push(words.fold(hit, |hit, word| hit.secret(word.span)));
    }
    for writing in writings(file).filter(|w| ["etc/passwd", "etc/shadow"].iter().any(|end| w.path.ends_with(end))) {
        let lines = writing.lines(file).filter(|_| ships(file, writing.at));
        hits.extend(lines.filter_map(|(line, span, _)| by_hand(line, span)));
    }
    hits.extend(by_net(file));
    hits
}

/// The name and the password of `net user NAME PASSWORD /add`. Nobody takes the text of cmd and PowerShell apart.
fn by_net(file: &Dockerfile) -> impl Iterator<Item = Hit> {
    places(file, "net user ").filter_map(|place| {
        let line = file.source.line_span(file.source.line(place.start));
        let mut at = place.end;
        let mut next = || {
            let rest = file.source.slice(Span::new(at, line.end));
            let start = at + rest.len() - rest.trim_start().len();
            let word = rest.split_whitespace().next()?;
            at = start + word.len();
            Some((word, Span::new(start, at)))
        };
        let (name, _) = next()?;
        let (password, span) = next()?;
        let command = |word: &str| word.starts_with(['/', '*', '&', '|', ';', '#', '$', '%']);
        (!command(name) && !command(password)).then(|| Hit::new(place.to(span), KNOWN).help(HELP).secret(span))
    })
}

/// A line of `/etc/passwd` or `/etc/shadow` that lets somebody in: `name::…`, or with the hash of a password.
fn by_hand(line: &str, span: Span) -> Option<Hit> {
    let (name, rest) = line.split_once(':')?;
    let (password, _) = rest.split_once(':')?;
    let hash = password.trim_start_matches('\\').starts_with('$') && password.matches('$').count() > 2;
    let message = match password {
        "" => EMPTY,
        _ if hash => KNOWN,
        _ => return None,
    };
    let start = span.start + name.len() + 1;
    let hit = Hit::new(span, message).help(HELP);
    Some(if hash {
        hit.secret(Span::new(start, start + password.len()))
    } else {
        hit
    })
}

const KNOWN: &str = "the same password is in every container, and in the image's history";
const EMPTY: &str = "the account can be used without a password";
const HELP: &str = "Leave the account without a password and locked; nobody logs into a container.";

fn message(call: &Call<'_>) -> Option<&'static str> {
    let has = |words: &[&str]| words.iter().any(|word| call.argument(word).is_some());
    match call.program() {
        "chpasswd" => Some(KNOWN),
        "passwd" if has(&["-d", "--delete"]) => Some(EMPTY),
        "passwd" if has(&["--stdin"]) || call.command.join == Join::Pipe => Some(KNOWN),
        "useradd" | "usermod" => {
            let value = password(call)?;
            let hash = value.value.strip_prefix(LONG).unwrap_or(&value.value);
            let locked = hash.starts_with(['!', '*', 'x']);
            (!locked).then_some(KNOWN)
        }
        _ => None,
    }
}

/// Whether what is told chpasswd as the hash of a password is none, so that no password opens the account: `git:*`.
fn locks(said: &Call<'_>) -> bool {
    let last = said.arguments().last().and_then(|word| word.value.split_once(':'));
    last.is_some_and(|(_, hash)| hash.starts_with(['!', '*', 'x']) && hash.len() < 3)
}

/// The option that holds it in the same word.
const LONG: &str = "--password=";

/// The word after `-p` of useradd and usermod, or with `--password=` before it.
fn password<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    if !matches!(call.program(), "useradd" | "usermod") {
        return None;
    }
    let words = call.arguments();
    if let Some(word) = words.iter().find(|w| w.value.starts_with(LONG)) {
        return Some(word);
    }
    let at = words.iter().position(|w| matches!(w.value.as_str(), "-p" | "--password"))?;
    words.get(at + 1)
}
