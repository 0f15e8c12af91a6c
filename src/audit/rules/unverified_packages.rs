//! Packages that are installed without a look at their signature.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
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
    page: include_str!("unverified_packages.md"),
    check,
};

/// Settings of package sources that mean the same wherever they are written.
const SETTINGS: &[&str] = &[
    "trusted=yes",
    "Trusted: yes",
    "gpgcheck=0",
    "AllowInsecureRepositories=true",
    "AllowInsecureRepositories \"true\"",
    "AllowUnauthenticated=true",
    "AllowUnauthenticated \"true\"",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for call in calls(file).filter(|call| !only_local_files(call)) {
        hits.extend(call.arguments().iter().filter(|w| skips_check(&call, &w.value)).map(|word| {
            let message = format!("`{}` installs whatever arrives, signed or not", shown(&word.value));
            Hit::new(word.span, message).review_fix("check signatures", vec![Edit::delete(with_blank(file, word))])
        }));
    }
    for setting in SETTINGS {
        hits.extend(places(file, setting).filter(|place| !is_part_of_option(file, *place)).map(|place| {
            Hit::new(place, format!("`{setting}` makes a source trusted without a signature"))
                .help("Name the key that signs it (`signed-by=/etc/apt/keyrings/…`, `gpgkey=…`).")
        }));
    }
    hits
}

fn skips_check(call: &Call<'_>, word: &str) -> bool {
    let options: &[&str] = match call.program() {
        "apt-get" | "apt" | "aptitude" => &["--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories"],
        "apk" => &["--allow-untrusted"],
        "yum" | "dnf" | "microdnf" | "tdnf" | "dnf5" => &["--nogpgcheck", "--setopt=gpgcheck=0", "--no-gpgchecks", "--setopt=*.gpgcheck=0"],
        "rpm" => &["--nosignature", "--nodigest", "--nogpg"],
        "zypper" => &["--no-gpg-checks", "--allow-unsigned-rpm", "--gpg-auto-import-keys"],
        "dpkg" => &["--force-bad-verify"],
        _ => &[],
    };
    options.contains(&word)
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

fn is_part_of_option(file: &Dockerfile, place: Span) -> bool {
    file.source.slice(word_around(file, place.start)).starts_with("--setopt")
}

fn with_blank(file: &Dockerfile, word: &ShellWord) -> Span {
    let before = file.source.text().as_bytes().get(..word.span.start).unwrap_or_default();
    let blank = before.ends_with(b" ") && !before.ends_with(b"\\\n ") && !before.ends_with(b"  ");
    Span::new(word.span.start - usize::from(blank), word.span.end)
}
