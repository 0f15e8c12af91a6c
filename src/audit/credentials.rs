//! Logins and tokens that commands carry: those that a tool writes into its settings, and those among a command's words.

use super::{
    commands::Call,
    secret_names::{is_harmless_value, is_secret_name},
    secret_shapes::shapes,
    writings::Writing,
};
use crate::{dockerfile::Dockerfile, source::Span};

/// Files that are there for credentials.
const SECRET_FILES: &[&str] = &[".netrc", "_netrc", ".git-credentials", ".pypirc", ".pgpass", ".my.cnf"];
/// Files that may hold some, and what they look like.
const SETTINGS_FILES: &[&str] = &[
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    "auth.json",
    "pip.conf",
    "credentials",
    "credentials.toml",
];
const MARKS: &[&str] = &[
    "_authtoken",
    "_auth=",
    "_password",
    "npmauthtoken",
    "password",
    "passwd",
    "token",
    "secret_access_key",
];

/// The programs that write one.
pub const TOOLS: &[crate::dockerfile::Name] = crate::names![
    "npm",
    "pnpm",
    "yarn",
    "aws",
    "docker",
    "podman",
    "nerdctl",
    "helm",
    "oras",
    "crane",
    "skopeo",
    "buildah",
    "composer",
    "poetry",
    "cargo",
    "gh",
    "glab",
    "huggingface-cli",
    "hf",
    "gcloud",
    "kubectl",
    "dotnet",
    "git",
];

/// The settings file that a command writes a login to, if it is there for that.
pub fn by_tool(call: &Call<'_>) -> Option<&'static str> {
    let words = call.arguments();
    let has = |text: &str| call.argument(text).is_some();
    let any = |test: &dyn Fn(&str) -> bool| words.iter().any(|w| test(&w.value.to_ascii_lowercase()));
    let sets = || has("set") || has("config");
    match call.program() {
        "npm" | "pnpm" if sets() => any(&|w| ["_authtoken", "_auth", "_password"].iter().any(|key| w.contains(key))).then_some("~/.npmrc"),
        "yarn" if sets() => any(&|w| w.starts_with("npmauthtoken") || w.starts_with("npmauthident")).then_some("~/.yarnrc.yml"),
        "aws" if has("configure") => any(&|w| matches!(w, "aws_secret_access_key" | "aws_session_token")).then_some("~/.aws/credentials"),
        "docker" | "podman" | "nerdctl" | "helm" | "oras" | "crane" | "skopeo" | "buildah" if has("login") => {
            let with = any(&|w| matches!(w, "-p" | "--password" | "--password-stdin") || w.starts_with("--password="));
            with.then_some("~/.docker/config.json")
        }
        "composer" if has("config") => {
            let keys = ["http-basic.", "github-oauth.", "gitlab-token.", "gitlab-oauth.", "bearer."];
            any(&|w| keys.iter().any(|key| w.starts_with(key))).then_some("~/.composer/auth.json")
        }
        "poetry" if has("config") => {
            any(&|w| w.starts_with("http-basic.") || w.starts_with("pypi-token.")).then_some("~/.config/pypoetry/auth.toml")
        }
        "cargo" if words.first().is_some_and(|w| w.value == "login") => Some("~/.cargo/credentials.toml"),
        "gh" | "glab" if has("auth") && has("login") => Some("~/.config/gh/hosts.yml"),
        "huggingface-cli" | "hf" if has("login") => Some("~/.cache/huggingface/token"),
        "gcloud" if has("activate-service-account") => Some("~/.config/gcloud/credentials.db"),
        "kubectl" if has("set-credentials") => {
            any(&|w| w.starts_with("--token") || w.starts_with("--password")).then_some("~/.kube/config")
        }
        "dotnet" if has("nuget") && has("source") => any(&|w| matches!(w, "--password" | "-p")).then_some("~/.nuget/NuGet/NuGet.Config"),
        "git" if has("config") => any(&|w| w.starts_with("url.") && w.contains("$(") && w.contains('@')).then_some("~/.gitconfig"),
        _ => None,
    }
}

/// Whether credentials are written into a settings file by hand: `echo … > .netrc` and the like.
pub fn by_hand(file: &Dockerfile, writing: &Writing<'_>) -> bool {
    let name = writing.name();
    if name == "settings.xml" {
        // Maven's own: what a shell leaves of `${…}` is looked up when it runs, and `{…}` is encrypted
        return writing.lines(file).any(|(line, _, literal)| {
            let value = line.split_once("<password>").map_or("", |(_, value)| value);
            !(value.is_empty() || value.starts_with(['{', '<']) || literal && value.starts_with('$'))
        });
    }
    let marks: &[&str] = match name {
        _ if SETTINGS_FILES.contains(&name) => MARKS,
        ".git-credentials" | ".pgpass" => &[":"],
        _ if SECRET_FILES.contains(&name) => &["password", "passwd", "token"],
        _ => return false,
    };
    writing.lines(file).any(|(line, _, literal)| {
        // `'…=${TOKEN}'` in single quotes: the tool looks the variable up when it runs
        let later = literal && line.contains("${");
        let lower = line.to_ascii_lowercase();
        // a token of a known issuer is `leaked-secret`
        !later && marks.iter().any(|mark| lower.contains(mark)) && has_value(&lower) && shapes(line).next().is_none()
    })
}

/// Whether a line has more than a name: `password =` is a gap to fill in.
fn has_value(line: &str) -> bool {
    line.contains([' ', ':', '=']) && line.split_once('=').is_none_or(|(_, value)| !value.trim().is_empty())
}

/// Programs whose options have names like passwords and mean something else, or have a rule of their own.
const OTHER: &[&str] = &[
    "adduser", "addgroup", "chage", "deluser", "docker", "kubectl", "passwd", "podman", "useradd", "usermod",
];

/// The words of a command that hold a password or token, with the name that says so. A word comes with whether it is literal.
pub fn secret_words<'a>(words: &[(&'a str, bool, Span)]) -> impl Iterator<Item = (&'a str, Span)> {
    let mut found = Vec::new();
    // options, pairs and headers only
    if !words
        .iter()
        .any(|(word, ..)| word.starts_with('-') || word.bytes().any(|b| matches!(b, b'=' | b':')))
    {
        return found.into_iter();
    }
    let base = |word: &'a str| {
        word.bytes()
            .rposition(|b| b == b'/')
            .and_then(|at| word.get(at + 1..))
            .unwrap_or(word)
    };
    let skipped = |word: &str| matches!(word, "sudo" | "env" | "exec" | "command" | "timeout" | "tini" | "dumb-init" | "--");
    let program = words
        .iter()
        .map(|(word, ..)| base(word))
        .find(|w| !skipped(w) && !w.bytes().any(|b| b == b'='));
    let program = program.unwrap_or_default();
    let login = words.iter().any(|(word, ..)| *word == "login");
    if matches!(program, "curl" | "wget" | "git" | "http" | "https" | "xh") {
        let headers = words.iter().filter(|(_, literal, _)| *literal);
        found.extend(headers.filter_map(|(word, _, span)| Some((header(word)?, *span))));
    }
    for (at, (word, literal, span)) in words.iter().enumerate() {
        // only options and pairs can be one
        if !word.starts_with('-') && !word.bytes().any(|b| b == b'=') {
            continue;
        }
        let next = words.get(at + 1).filter(|(next, literal, _)| *literal && !next.starts_with('-'));
        let pair = word.split_once('=').filter(|_| *literal);
        if let Some((option, value, span)) = short(program, login, word, *literal, *span, next) {
            found.extend(concrete(value).then_some((option, span)));
        } else if OTHER.contains(&program) {
            continue;
        } else if let Some((name, value)) = pair {
            let bare = name.trim_start_matches("--").trim_start_matches("-D").trim_start_matches("-e");
            let plain = bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
            found.extend((plain && is_secret(bare, value)).then_some((name, *span)));
        } else if let (Some(name), Some((value, _, end))) = (word.strip_prefix("--"), next) {
            let secret = is_secret(name, value) || (matches!(name, "requirepass" | "masterauth") && concrete(value));
            found.extend(secret.then_some((*word, span.to(*end))));
        }
    }
    found.into_iter()
}

/// The name of a header that says who somebody is, if a word is one with its value: `Authorization: Bearer …`.
fn header(word: &str) -> Option<&str> {
    const NAMES: &[&str] = &[
        "authorization",
        "proxy-authorization",
        "x-api-key",
        "api-key",
        "private-token",
        "job-token",
        "x-auth-token",
        "x-vault-token",
    ];
    let (name, value) = word.split_once(':')?;
    let name = name.rsplit('=').next()?.trim_start_matches("-H");
    let value = value.trim();
    let value = match value.split_once(' ') {
        Some((scheme, rest)) if scheme.bytes().all(|b| b.is_ascii_alphabetic()) => rest.trim(),
        _ => value,
    };
    let known = NAMES.iter().any(|known| known.eq_ignore_ascii_case(name));
    (known && value.len() >= 6 && concrete(value) && !is_harmless_value(value)).then_some(name)
}

/// Options of one letter that take a password with some programs.
fn short<'a>(
    program: &str,
    login: bool,
    word: &'a str,
    literal: bool,
    span: Span,
    next: Option<&(&'a str, bool, Span)>,
) -> Option<(&'a str, &'a str, Span)> {
    let after = || next.map(|(value, _, end)| (word, *value, span.to(*end)));
    let (letter, rest) = (word.get(..2)?, word.get(2..)?);
    match (program, letter) {
        ("mysql" | "mysqladmin" | "mysqldump" | "mariadb" | "mariadb-admin" | "mariadb-dump", "-p") if literal && !rest.is_empty() => {
            Some(("-p", rest, span))
        }
        ("sshpass", "-p") if literal && !rest.is_empty() => Some(("-p", rest, span)),
        ("sshpass" | "mongo" | "mongosh", "-p") | ("redis-cli", "-a") if rest.is_empty() => after(),
        ("docker" | "podman" | "helm" | "nerdctl", "-p") if rest.is_empty() && login => after(),
        ("docker" | "podman" | "helm" | "nerdctl", "-p") if literal && login => Some(("-p", rest, span)),
        ("docker" | "podman" | "helm" | "nerdctl", "--") if word == "--password" && login => after(),
        ("docker" | "podman" | "helm" | "nerdctl", "--") if login => {
            let value = word.strip_prefix("--password=").filter(|_| literal)?;
            Some(("--password", value, span))
        }
        ("curl", "--") if matches!(word, "--user" | "--proxy-user") => after().filter(|(_, value, _)| has_password(value)),
        ("curl", "-u" | "-U") if literal && !rest.is_empty() => Some((letter, rest, span)).filter(|_| has_password(rest)),
        // at the end of a cluster: `-fsSu name:password`
        ("curl", _) if word.ends_with(['u', 'U']) && word.starts_with('-') && !word.starts_with("--") => {
            after().filter(|(_, value, _)| has_password(value))
        }
        _ => None,
    }
}

fn has_password(login: &str) -> bool {
    login.split_once(':').is_some_and(|(_, password)| !password.is_empty())
}

/// Whether a name means a secret and the value is one that is written out; tokens of known issuers are `leaked-secret`.
pub fn is_secret(name: &str, value: &str) -> bool {
    is_secret_name(name) && !is_harmless_value(value) && concrete(value)
}

/// Neither a variable nor a gap to fill in.
fn concrete(value: &str) -> bool {
    let value = value.trim_matches(['\'', '"']);
    let gap = value.contains(['$', '<', '{', '*', '%', '`'])
        || ["your", "xxx", "env:", "changeit", "..."]
            .iter()
            .any(|start| value.starts_with(start));
    !gap && !value.is_empty() && shapes(value).next().is_none()
}

/// The part of a connection string that opens what it names: `Server=db;User Id=sa;Password=…`, `…;AccountKey=…`.
pub fn in_connection_string(value: &str) -> Option<&str> {
    const NAMES: [&str; 6] = ["password", "pwd", "accountkey", "sharedaccesskey", "sharedsecretvalue", "accesskey"];
    let parts = || value.trim_matches(['"', '\'']).split(';').filter_map(|part| part.split_once('='));
    let secret = parts().find(|(name, value)| {
        let name = name.trim().to_ascii_lowercase();
        NAMES.contains(&name.as_str()) && concrete(value.trim()) && !is_harmless_value(value.trim())
    });
    secret.filter(|_| parts().count() > 1).map(|(name, _)| name.trim())
}
