//! Packages that are installed without a look at their signature.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
        texts::{places, word_around},
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unverified-packages",
    severity: Severity::Error,
    summary: "packages are installed without checking their signatures",
    check,
};

/// Settings of package sources that mean the same wherever they are written.
const SETTINGS: &[&str] = &[
    "trusted=yes",
    "Trusted: yes",
    "gpgcheck=0",
    "gpgcheck = 0",
    "AllowInsecureRepositories=true",
    "AllowInsecureRepositories \"true\"",
    "AllowUnauthenticated=true",
    "AllowUnauthenticated \"true\"",
    "SigLevel = Never",
    "SigLevel=Never",
    "SigLevel = Optional",
    "SigLevel=Optional",
    "GOSUMDB=off",
    "GONOSUMDB=*",
    "GONOSUMCHECK=1",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for call in calls_of(file, INSTALLERS).filter(|call| !unchecked(call.program()).is_empty() && !only_local_files(call)) {
        let options = unchecked(call.program());
        hits.extend(call.arguments().iter().filter(|w| options.contains(&w.value.as_str())).map(|word| {
            let message = format!("`{}` installs whatever arrives, signed or not", shown(&word.value));
            Hit::new(word.span, message).review_fix("check signatures", vec![Edit::delete(with_blank(file, word))])
        }));
    }
    for setting in SETTINGS {
        let (message, help) = if setting.starts_with("GO") {
            (
                "has modules taken that no public log of checksums knows",
                "Name only your own modules (`GOPRIVATE=example.com/mine`).",
            )
        } else {
            (
                "makes a source trusted without a signature",
                "Name the key that signs it (`signed-by=/etc/apt/keyrings/…`, `gpgkey=…`).",
            )
        };
        let found = places(file, setting).filter(|place| !means_else(file, *place));
        hits.extend(found.map(|place| Hit::new(place, format!("`{setting}` {message}")).help(help)));
    }
    hits
}

/// The programs that have such options.
const INSTALLERS: &[crate::dockerfile::Name] = crate::names![
    "apt-get",
    "apt",
    "aptitude",
    "apk",
    "yum",
    "dnf",
    "microdnf",
    "tdnf",
    "dnf5",
    "yum-config-manager",
    "rpm",
    "zypper",
    "dpkg",
];

/// The options by which a program installs without looking at signatures.
fn unchecked(program: &str) -> &'static [&'static str] {
    match program {
        "apt-get" | "apt" | "aptitude" => &["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
        "apk" => &["--allow-untrusted"],
        "yum" | "dnf" | "microdnf" | "tdnf" | "dnf5" | "yum-config-manager" => {
            &["--nogpgcheck", "--setopt=gpgcheck=0", "--no-gpgchecks", "--setopt=*.gpgcheck=0"]
        }
        "rpm" => &["--nosignature", "--nodigest", "--nogpg"],
        "zypper" => &["--no-gpg-checks", "--allow-unsigned-rpm", "--gpg-auto-import-keys"],
        "dpkg" => &["--force-bad-verify"],
        _ => &[],
    }
}

/// Whether everything that is installed lies in the build: a package that was just made has no signature.
fn only_local_files(call: &Call<'_>) -> bool {
    let mut files = call
        .arguments()
        .iter()
        .map(|w| w.value.as_str())
        .filter(|w| [".apk", ".deb", ".rpm"].iter().any(|end| w.ends_with(end)));
    let remote = call.arguments().iter().any(|w| w.value.contains("://"));
    !remote && files.next().is_some()
}

/// Whether a place is part of an option, of what sed is to replace, or the end of a longer name that is about local files.
fn means_else(file: &Dockerfile, place: Span) -> bool {
    let before = file.source.text().get(..place.start).unwrap_or_default().trim_end_matches('^');
    let replaced = ["s/", "s|", "s#", "s,"].iter().any(|start| before.ends_with(start));
    replaced || before.ends_with("LocalFile") || file.source.slice(word_around(file, place.start)).starts_with("--setopt")
}

fn with_blank(file: &Dockerfile, word: &ShellWord) -> Span {
    let before = file.source.text().as_bytes().get(..word.span.start).unwrap_or_default();
    let blank = before.ends_with(b" ") && !before.ends_with(b"\\\n ") && !before.ends_with(b"  ");
    Span::new(word.span.start - usize::from(blank), word.span.end)
}
