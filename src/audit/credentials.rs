//! Logins and tokens that commands carry: those that a tool writes into its settings, and those among a command's words.

use super::{
    commands::Call,
    secret_names::{is_harmless_value, is_secret_name},
    secret_shapes::shapes,
};
use crate::{dockerfile::shell::ShellWord, source::Span};

/// A settings file that a call writes credentials to.
pub struct Written<'a> {
    /// Where it lies.
    pub path: &'a str,
    /// Whether the call writes the file itself, and does not have a tool write it.
    pub file_itself: bool,
}

/// Files that are there for credentials.
const SECRET_FILES: &[&str] = &[".netrc", "_netrc", ".git-credentials", ".pypirc", ".pgpass", ".my.cnf"];
/// Files that may hold some, and what they look like.
const SETTINGS_FILES: &[&str] = &[
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    "auth.json",
    "pip.conf",
    "settings.xml",
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

/// The settings file that a call writes credentials to.
pub fn written<'a>(call: &Call<'a>) -> Option<Written<'a>> {
    match by_tool(call) {
        Some(path) => Some(Written { path, file_itself: false }),
        None => by_hand(call).map(|path| Written { path, file_itself: true }),
    }
}

/// Commands that are there to write a login down.
fn by_tool(call: &Call<'_>) -> Option<&'static str> {
    let words = call.arguments();
    let has = |text: &str| call.argument(text).is_some();
    let any = |test: &dyn Fn(&str) -> bool| words.iter().any(|w| test(&w.value.to_ascii_lowercase()));
    let sets = has("set") || has("config");
    match call.program() {
        "npm" | "pnpm" if sets => any(&|w| ["_authtoken", "_auth", "_password"].iter().any(|key| w.contains(key))).then_some("~/.npmrc"),
        "yarn" if sets => any(&|w| w.starts_with("npmauthtoken") || w.starts_with("npmauthident")).then_some("~/.yarnrc.yml"),
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

/// `echo … > .netrc` and the like.
fn by_hand<'a>(call: &Call<'a>) -> Option<&'a str> {
    let redirects = &call.command.redirects;
    let path = match call.program() {
        "echo" | "printf" | "cat" => redirects.iter().find(|r| r.operator.starts_with('>')).map(|r| &r.target)?,
        "tee" => call.arguments().iter().find(|w| !w.value.starts_with('-'))?,
        _ => return None,
    };
    let path = path.value.as_str();
    let name = path.rsplit('/').next().unwrap_or(path);
    if call.arguments().iter().any(|w| shapes(&w.value).next().is_some()) {
        return None; // a token of a known issuer is `leaked-secret`
    }
    let here_document = redirects.iter().any(|r| r.operator.starts_with("<<"));
    let credentials = if SECRET_FILES.contains(&name) {
        here_document || call.arguments().iter().any(|w| !looked_up_later(w) && w.value.contains([' ', ':']))
    } else {
        let marked = |w: &ShellWord| !looked_up_later(w) && MARKS.iter().any(|mark| w.value.to_ascii_lowercase().contains(mark));
        SETTINGS_FILES.contains(&name) && call.arguments().iter().any(marked)
    };
    credentials.then_some(path)
}

/// `'…=${TOKEN}'` in single quotes: the tool looks the variable up when it runs.
fn looked_up_later(word: &ShellWord) -> bool {
    word.literal && word.value.contains("${")
}

/// Programs whose options have names like passwords and mean something else, or have a rule of their own.
const OTHER: &[&str] = &[
    "adduser", "addgroup", "chage", "deluser", "docker", "kubectl", "passwd", "podman", "useradd", "usermod",
];

/// The words of a command that hold a password or token, with the name that says so. A word comes with whether it is literal.
pub fn secret_words<'a>(words: &[(&'a str, bool, Span)]) -> impl Iterator<Item = (&'a str, Span)> {
    let base = |word: &'a str| word.rsplit('/').next().unwrap_or(word);
    let skipped = ["sudo", "env", "exec", "command", "timeout", "tini", "dumb-init", "--"];
    let program = words
        .iter()
        .map(|(word, ..)| base(word))
        .find(|w| !skipped.contains(w) && !w.contains('='));
    let program = program.unwrap_or_default();
    let login = words.iter().any(|(word, ..)| *word == "login");
    let mut found = Vec::new();
    for (at, (word, literal, span)) in words.iter().enumerate() {
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
        ("curl", "-u") if rest.is_empty() => {
            after().filter(|(_, value, _)| value.split_once(':').is_some_and(|(_, password)| !password.is_empty()))
        }
        ("curl", "--") if word == "--user" => {
            after().filter(|(_, value, _)| value.split_once(':').is_some_and(|(_, password)| !password.is_empty()))
        }
        _ => None,
    }
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
