//! What curl and wget fetch in a RUN, where it goes, and whether anybody looks at it first.

use super::commands::Call;
use crate::dockerfile::shell::ShellWord;

/// Where a download goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// To standard output.
    Stdout,
    /// Into a file of that name.
    File(&'a str),
    /// Nowhere: only whether it works is asked.
    Nowhere,
}

/// Options of curl that take the next word, or the rest of a cluster, as their value.
const CURL_VALUES: &str = "AbcCdDeEFhHKmoPQrtTuUwxXyYz";
const CURL_LONG_VALUES: &[&str] = &[
    "--output",
    "--header",
    "--user",
    "--data",
    "--request",
    "--proxy",
    "--user-agent",
    "--cacert",
    "--cert",
    "--key",
    "--retry",
    "--retry-delay",
    "--retry-max-time",
    "--connect-timeout",
    "--max-time",
    "--write-out",
    "--output-dir",
    "--proto",
    "--form",
    "--referer",
    "--range",
];
const WGET_VALUES: &[&str] = &[
    "-O",
    "-o",
    "-P",
    "-t",
    "-T",
    "-U",
    "-a",
    "-e",
    "--output-document",
    "--directory-prefix",
    "--tries",
    "--timeout",
    "--user-agent",
    "--header",
];

/// Whether a call fetches something.
pub fn is_download(call: &Call<'_>) -> bool {
    matches!(call.program(), "curl" | "wget")
}

/// Whether a call compares something with a checksum or a signature.
pub fn is_verification(call: &Call<'_>) -> bool {
    matches!(
        call.program(),
        "sha256sum"
            | "sha512sum"
            | "sha384sum"
            | "sha224sum"
            | "sha1sum"
            | "md5sum"
            | "b2sum"
            | "shasum"
            | "sha256"
            | "sha512"
            | "gpgv"
            | "cosign"
            | "minisign"
            | "signify"
            | "slsa-verifier"
            | "openssl"
    ) || (matches!(call.program(), "gpg" | "gpg2") && call.option(None, "verify").is_some())
        || (call.program() == "php" && call.arguments().iter().any(|word| word.value.contains("hash_file(")))
}

/// The words of a call that are neither options nor values of options: the addresses.
pub fn addresses<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a ShellWord> + use<'a> {
    let curl = call.program() == "curl";
    let mut skip = false;
    call.arguments().iter().filter(move |word| {
        let value = std::mem::replace(&mut skip, takes_value(curl, &word.value));
        let option = word.value.starts_with('-') && word.value != "-";
        !option && !value
    })
}

/// Whether an option takes the next word as its value.
fn takes_value(curl: bool, word: &str) -> bool {
    match word.strip_prefix('-') {
        _ if !curl => WGET_VALUES.contains(&word) || cluster_value(word, "OPo").is_some_and(str::is_empty),
        Some(long) if long.starts_with('-') => CURL_LONG_VALUES.contains(&word),
        Some(_) => cluster_value(word, CURL_VALUES).is_some_and(str::is_empty),
        None => false,
    }
}

/// What follows, in a cluster of short options, the first of those that take a value.
fn cluster_value<'a>(word: &'a str, with_value: &str) -> Option<&'a str> {
    let cluster = word.strip_prefix('-').filter(|c| !c.starts_with('-'))?;
    let at = cluster.find(|c| with_value.contains(c))?;
    cluster.get(at + 1..)
}

/// Whether a short option of curl is switched on, alone or in a cluster: in `-fsSLo k` there is no `-k`.
pub fn curl_switch<'a>(call: &Call<'a>, short: char) -> Option<&'a ShellWord> {
    call.arguments().iter().find(|word| {
        let cluster = word.value.strip_prefix('-').filter(|c| !c.starts_with('-')).unwrap_or_default();
        let switches = cluster
            .find(|c| CURL_VALUES.contains(c))
            .and_then(|at| cluster.get(..at))
            .unwrap_or(cluster);
        switches.contains(short)
    })
}

/// Where a download goes.
pub fn target<'a>(call: &Call<'a>) -> Target<'a> {
    let redirect = call.command.redirects.iter().find(|r| matches!(r.operator.as_str(), ">" | ">>"));
    let named = if call.program() == "curl" {
        curl_target(call)
    } else {
        wget_target(call)
    };
    match (named, redirect) {
        (Target::Stdout, Some(redirect)) => file(&redirect.target.value),
        (named, _) => named,
    }
}

fn file(name: &str) -> Target<'_> {
    match name {
        "-" | "/dev/stdout" => Target::Stdout,
        "/dev/null" => Target::Nowhere,
        name => Target::File(name),
    }
}

fn curl_target<'a>(call: &Call<'a>) -> Target<'a> {
    if let Some(name) = option_value(call, 'o', CURL_VALUES, "--output") {
        return file(name);
    }
    let by_name =
        curl_switch(call, 'O').is_some() || call.argument("--remote-name").is_some() || call.argument("--remote-name-all").is_some();
    if by_name { last_part(call) } else { Target::Stdout }
}

fn wget_target<'a>(call: &Call<'a>) -> Target<'a> {
    if call.option(None, "spider").is_some() {
        return Target::Nowhere;
    }
    option_value(call, 'O', "OPo", "--output-document").map_or_else(|| last_part(call), file)
}

/// The value of an option: of its own (`-o x`, `--output x`, `--output=x`) or at the end of a cluster (`-fsSLo x`, `-qO-`).
fn option_value<'a>(call: &Call<'a>, short: char, with_value: &str, long: &str) -> Option<&'a str> {
    let words = call.arguments();
    words.iter().enumerate().find_map(|(at, word)| {
        let value = word.value.as_str();
        if let Some(attached) = value.strip_prefix(long).and_then(|rest| rest.strip_prefix('=')) {
            return Some(attached);
        }
        let next = || words.get(at + 1).map(|w| w.value.as_str());
        if value == long {
            return next();
        }
        let rest = cluster_value(value, with_value)?;
        let letter = value.get(..value.len() - rest.len())?.chars().last()?;
        let found = if rest.is_empty() { next() } else { Some(rest) };
        found.filter(|_| letter == short)
    })
}

/// The last part of the address is the file's name.
fn last_part<'a>(call: &Call<'a>) -> Target<'a> {
    let address = addresses(call).last().map_or("", |w| w.value.as_str());
    let path = address.split(['?', '#']).next().unwrap_or_default();
    Target::File(path.rsplit('/').next().unwrap_or(path))
}

/// Whether an address stays on this machine.
pub fn is_local(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or(host);
    ["localhost", "127.", "[::1]", "0.0.0.0", "host.docker.internal", "file:"]
        .iter()
        .any(|local| host.starts_with(local))
}
