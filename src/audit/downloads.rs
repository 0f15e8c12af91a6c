//! What curl, wget and their like fetch in a RUN, where it goes, and whether anybody looks at it first.

use std::borrow::Cow;

use super::commands::Call;
use crate::dockerfile::shell::ShellWord;

/// Where a download goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// To standard output.
    Stdout,
    /// Into a file of that name.
    File(Cow<'a, str>),
    /// Nowhere: only whether it works is asked.
    Nowhere,
}

/// How a program that fetches things is told what to do.
struct Tool {
    /// Options that take the next word, or the rest of a cluster, as their value.
    short: &'static str,
    long: &'static [&'static str],
    /// What names the file, and what names the folder.
    output: (char, &'static str),
    folder: (Option<char>, &'static str),
}

/// In the order of [`tool`].
const TOOLS: &[Tool] = &[
    Tool {
        short: "AbcCdDeEFhHKmoPQrtTuUwxXyYz",
        long: &[
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
        ],
        output: ('o', "--output"),
        folder: (None, "--output-dir"),
    },
    Tool {
        short: "OoPtTUae",
        long: &[
            "--output-document",
            "--directory-prefix",
            "--tries",
            "--timeout",
            "--user-agent",
            "--header",
        ],
        output: ('O', "--output-document"),
        folder: (Some('P'), "--directory-prefix"),
    },
    Tool {
        short: "xsjkdoitmlMT",
        long: &[
            "--out",
            "--dir",
            "--max-connection-per-server",
            "--split",
            "--min-split-size",
            "--checksum",
            "--header",
            "--user-agent",
            "--max-tries",
            "--timeout",
        ],
        output: ('o', "--out"),
        folder: (Some('d'), "--dir"),
    },
    Tool {
        short: "nsoHUT",
        long: &[
            "--output",
            "--num-connections",
            "--max-speed",
            "--header",
            "--user-agent",
            "--timeout",
        ],
        output: ('o', "--output"),
        folder: (None, ""),
    },
    // of Perl's libwww
    Tool {
        short: "mbtiHC",
        long: &[],
        output: ('\0', ""),
        folder: (None, ""),
    },
    Tool {
        short: "oaAps",
        long: &[
            "--output",
            "--auth",
            "--auth-type",
            "--print",
            "--style",
            "--pretty",
            "--session",
            "--timeout",
            "--verify",
            "--cert",
        ],
        output: ('o', "--output"),
        folder: (None, ""),
    },
];

/// HTTPie, and xh, which takes the same words. The first of each pair means HTTP where an address does not say.
const HTTPIE: &[&str] = &["http", "https", "xh", "xhs"];

/// All programs that fetch things.
pub const DOWNLOADERS: &[crate::dockerfile::Name] = crate::names![
    "curl",
    "wget",
    "wget2",
    "aria2c",
    "axel",
    "GET",
    "lwp-request",
    "http",
    "https",
    "xh",
    "xhs",
];

fn tool(call: &Call<'_>) -> Option<&'static Tool> {
    // every command of every file is asked this by several rules
    let at = match call.program() {
        "curl" => 0,
        "wget" | "wget2" => 1,
        "aria2c" => 2,
        "axel" => 3,
        "GET" | "lwp-request" => 4,
        "http" | "https" | "xh" | "xhs" => 5,
        _ => return None,
    };
    // a program of one's own may be called `./http`
    let own = call.words.first().is_some_and(|word| word.value.starts_with("./"));
    TOOLS.get(at).filter(|_| !own)
}

/// Whether a call fetches something.
pub fn is_download(call: &Call<'_>) -> bool {
    tool(call).is_some()
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
        || (matches!(call.program(), "rpm" | "rpmkeys") && call.option(Some('K'), "checksig").is_some())
        || (call.program() == "gh"
            && call
                .arguments()
                .iter()
                .any(|w| matches!(w.value.as_str(), "attestation" | "verify-asset")))
        || (call.program() == "aria2c" && call.option(None, "checksum").is_some())
        || (call.program() == "php" && call.arguments().iter().any(|word| word.value.contains("hash_file(")))
}

/// The words of a call that are neither options nor values of options: the addresses.
pub fn addresses<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a ShellWord> + use<'a> {
    let tool = tool(call);
    let httpie = HTTPIE.contains(&call.program());
    let mut skip = false;
    let words = call.arguments().iter().filter(move |word| {
        let value = std::mem::replace(&mut skip, tool.is_some_and(|tool| takes_value(tool, &word.value)));
        let option = word.value.starts_with('-') && word.value != "-";
        // HTTPie is told the method before
        let method = httpie && word.value.bytes().all(|b| b.is_ascii_uppercase());
        !option && !value && !method
    });
    // and headers and fields behind
    words.take(if httpie { 1 } else { usize::MAX })
}

/// Whether an option takes the next word as its value.
fn takes_value(tool: &Tool, word: &str) -> bool {
    match word.strip_prefix('-') {
        Some(long) if long.starts_with('-') => tool.long.contains(&word),
        Some(_) => cluster_value(word, tool.short).is_some_and(str::is_empty),
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
    call.arguments().iter().find(|word| curl_switches(&word.value).contains(short))
}

/// The short options of a word that curl takes without a value: `fsSL` of `-fsSLo`.
pub fn curl_switches(word: &str) -> &str {
    let cluster = word.strip_prefix('-').filter(|c| !c.starts_with('-')).unwrap_or_default();
    cluster
        .find(|c| TOOLS.first().is_some_and(|curl| curl.short.contains(c)))
        .and_then(|at| cluster.get(..at))
        .unwrap_or(cluster)
}

/// Where a download goes.
pub fn target<'a>(call: &Call<'a>) -> Target<'a> {
    let redirect = call.command.redirects.iter().find(|r| matches!(r.operator, ">" | ">>"));
    match (named(call), redirect) {
        (Target::Stdout, Some(redirect)) => file(&redirect.target.value),
        (named, _) => named,
    }
}

fn file(name: &str) -> Target<'_> {
    match name {
        "-" | "/dev/stdout" => Target::Stdout,
        "/dev/null" => Target::Nowhere,
        name => Target::File(Cow::Borrowed(name)),
    }
}

/// Where the options and the address say that it goes.
fn named<'a>(call: &Call<'a>) -> Target<'a> {
    let Some(tool) = tool(call) else { return Target::Stdout };
    if call.program().starts_with("wget") && call.option(None, "spider").is_some() {
        return Target::Nowhere;
    }
    let given = option_value(call, Some(tool.output.0), tool.short, tool.output.1).map(file);
    let (name, in_folder) = match given {
        // wget has its folder only for names that it finds by itself
        Some(Target::File(name)) => (name, !call.program().starts_with("wget")),
        Some(other) => return other,
        None if by_name(call) => (Cow::Borrowed(last_part(call)), true),
        None => return Target::Stdout,
    };
    let folder = option_value(call, tool.folder.0, tool.short, tool.folder.1);
    match folder.filter(|_| in_folder && !name.starts_with('/')) {
        Some(folder) => Target::File(Cow::Owned(format!("{}/{name}", folder.trim_end_matches('/')))),
        None => Target::File(name),
    }
}

/// Whether a file gets the name that it has at its address, if nothing else is said.
fn by_name(call: &Call<'_>) -> bool {
    match call.program() {
        "curl" => {
            let long = ["--remote-name", "--remote-name-all"]
                .iter()
                .any(|option| call.argument(option).is_some());
            long || curl_switch(call, 'O').is_some()
        }
        "GET" | "lwp-request" => false,
        program if HTTPIE.contains(&program) => call.option(Some('d'), "download").is_some(),
        _ => true,
    }
}

/// The value of an option: of its own (`-o x`, `--output x`, `--output=x`) or at the end of a cluster (`-fsSLo x`, `-qO-`).
fn option_value<'a>(call: &Call<'a>, short: Option<char>, with_value: &str, long: &str) -> Option<&'a str> {
    let words = call.arguments();
    words.iter().enumerate().find_map(|(at, word)| {
        let value = word.value.as_str();
        if long.is_empty() {
            return None;
        }
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
        found.filter(|_| Some(letter) == short)
    })
}

/// The last part of the address is the file's name.
fn last_part<'a>(call: &Call<'a>) -> &'a str {
    let address = addresses(call).last().map_or("", |w| w.value.as_str());
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a word of a download is an address elsewhere. HTTPie needs no scheme, and takes its own.
pub fn is_remote(call: &Call<'_>, word: &str) -> bool {
    let bare = HTTPIE.contains(&call.program()) && word.contains('.');
    (bare || word.contains("://") || word.contains('$')) && !is_local(word)
}

/// Whether HTTPie goes to an address without TLS because neither it nor the address says otherwise.
pub fn goes_in_the_clear(call: &Call<'_>, word: &str) -> bool {
    matches!(call.program(), "http" | "xh") && !word.contains("://") && !word.starts_with([':', '$']) && is_remote(call, word)
}

/// Whether an address stays on this machine.
pub fn is_local(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or(host);
    ["localhost", "127.", "[::1]", "0.0.0.0", "host.docker.internal", "file:"]
        .iter()
        .any(|local| host.starts_with(local))
}
