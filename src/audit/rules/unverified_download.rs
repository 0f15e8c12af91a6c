//! Files from the network that are kept, and that nobody compares with what they should be.

use std::collections::BTreeSet;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, scripts},
        downloads::{DOWNLOADERS, Target, addresses, is_download, is_remote, is_verification, target},
        fetched_code::fetched_code,
        packages::MANAGERS,
        powershell::{is_powershell, unverified},
    },
    dockerfile::{
        Dockerfile,
        shell::{Join, ShellWord},
    },
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "unverified-download",
    severity: Severity::Warning,
    summary: "a downloaded file is used without a checksum or signature",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let worse: BTreeSet<Span> = fetched_code(file).into_iter().map(|fetched| fetched.download).collect();
    let fetches =
        file.may_be_foreign() || file.may_call(DOWNLOADERS) || file.may_call(crate::names!["gh", "rpm"]) || file.may_call(MANAGERS);
    for (at, instruction, script) in scripts(file).filter(|_| fetches) {
        let unread = script.commands.is_empty() && !script.unread.is_empty();
        if unread || is_powershell(file, at) {
            hits.extend(unverified(file, instruction).map(|span| as_it_arrives(span, file.source.slice(span))));
            continue;
        }
        let fetches = |call: Call<'_>| is_download(&call) || is_release(&call) || packages_by_address(&call).next().is_some();
        if !calls_in(at, script).any(fetches) {
            continue;
        }
        let calls: Vec<Call<'_>> = calls_in(at, script).collect();
        if calls.iter().any(is_verification) {
            continue;
        }
        hits.extend(calls.iter().flat_map(packages_by_address).map(hit));
        hits.extend(
            calls
                .iter()
                .filter(|call| is_release(call))
                .map(|call| as_it_arrives(call.span(), "gh release download")),
        );
        for (index, call) in calls
            .iter()
            .enumerate()
            .filter(|(_, call)| is_download(call) && !worse.contains(&call.span()))
        {
            // commands of substitutions in its words may stand between it and what it is piped into
            let mut near = calls.iter().skip(index + 1).take(NEAR);
            let next = near
                .find(|next| next.command.list == call.command.list)
                .filter(|next| next.command.join == Join::Pipe);
            let kept = match target(call) {
                Target::File(name) => !is_text(&name),
                Target::Stdout => next.is_some_and(unpacks),
                Target::Nowhere => false,
            };
            if let Some(address) = addresses(call).find(|word| is_remote(call, &word.value)).filter(|_| kept) {
                hits.push(hit(address));
            }
        }
    }
    hits
}

/// The RPM packages that a call installs straight from an address: rpm warns of a missing signature and goes on, and dnf and its kin look at
/// those of repositories only.
fn packages_by_address<'a, 'b>(call: &'b Call<'a>) -> impl Iterator<Item = &'a ShellWord> + use<'a, 'b> {
    let checks = || call.arguments().iter().any(|w| w.value.ends_with("localpkg_gpgcheck=1"));
    let installs = match call.program() {
        "rpm" | "yum" | "dnf" | "dnf5" | "microdnf" | "tdnf" if checks() => false,
        "rpm" => call.arguments().iter().any(|w| is_installing(&w.value)),
        "yum" | "dnf" | "dnf5" | "microdnf" | "tdnf" => ["install", "localinstall", "reinstall"]
            .iter()
            .any(|verb| call.argument(verb).is_some()),
        _ => false,
    };
    let words = if installs { call.arguments() } else { &[] };
    words
        .iter()
        .filter(|word| is_remote(call, &word.value) && word.value.ends_with(".rpm"))
}

fn is_installing(option: &str) -> bool {
    let short = option
        .strip_prefix('-')
        .filter(|o| !o.starts_with('-') && !o.starts_with(['q', 'e']));
    short.is_some_and(|letters| letters.contains(['i', 'U', 'F'])) || matches!(option, "--install" | "--upgrade")
}

/// How many commands may stand between a download and what it is piped into.
const NEAR: usize = 64;

/// Whether GitHub's own client fetches the files of a release.
fn is_release(call: &Call<'_>) -> bool {
    let words = call.arguments();
    call.program() == "gh" && matches!(words, [release, download, ..] if release.value == "release" && download.value == "download")
}

fn hit(address: &ShellWord) -> Hit {
    as_it_arrives(address.span, &address.value)
}

fn as_it_arrives(span: Span, what: &str) -> Hit {
    Hit::new(span, format!("`{}` is used as it arrives: no checksum, no signature", shown(what)))
        .confidence(Confidence::Heuristic)
        .help("Fetch it with `ADD --checksum=sha256:…`, or compare it with `sha256sum -c` in the same RUN.")
}

fn unpacks(call: &Call<'_>) -> bool {
    matches!(
        call.program(),
        "tar" | "bsdtar" | "unzip" | "cpio" | "gunzip" | "gzip" | "xz" | "zstd" | "bzip2" | "dd" | "tee" | "funzip" | "unxz"
    )
}

/// Keys, checksums and settings: they are what other things are checked with, or nothing that runs.
fn is_text(name: &str) -> bool {
    let endings = [
        ".asc", ".gpg", ".key", ".pub", ".sig", ".sha256", ".sha512", ".txt", ".list", ".sources", ".repo", ".pem", ".crt", ".md5", "SUMS",
    ];
    endings.iter().any(|ending| name.ends_with(ending)) || name.contains("keyring")
}
