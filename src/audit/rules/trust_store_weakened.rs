//! Certificates of authorities that are thrown away, or taken from whoever sends one.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, effective, scripts},
        downloads::{DOWNLOADERS, Target, is_download, is_verification, target},
        packages::{Action, MANAGERS, PackageCall},
    },
    dockerfile::{Body, Dockerfile},
    finding::{Confidence, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "trust-store-weakened",
    severity: Severity::Warning,
    summary: "the list of trusted certificate authorities is thrown away or taken from the network",
    check,
};

/// Where the lists are kept.
const STORES: &[&str] = &[
    "/etc/ssl/certs",
    "/etc/pki/ca-trust",
    "/etc/pki/tls/certs",
    "/usr/local/share/ca-certificates",
    "/usr/share/ca-certificates",
    "/usr/share/pki",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Add(add) = &instruction.body
            && instruction.flag("checksum").is_none()
            && in_store(&add.destination.value)
        {
            hits.extend(add.sources.iter().filter(|s| s.value.contains("://")).map(|s| taken(s.span)));
        }
    }
    let touches = file.may_call(crate::names!["openssl", "rm"]) || file.may_call(DOWNLOADERS) || file.may_call(MANAGERS);
    for (at, _, script) in scripts(file).filter(|_| touches) {
        let calls: Vec<Call<'_>> = calls_in(at, script).collect();
        let checked = || calls.iter().any(is_verification);
        let package = |call: &Call<'_>, action| {
            let found = PackageCall::read(*call).filter(|found| found.action == action);
            found.is_some_and(|found| found.packages().any(|word| word.value == "ca-certificates"))
        };
        let installed = || calls.iter().any(|call| package(call, Action::Install));
        let trusted = || calls.iter().any(trusts);
        for call in &calls {
            if call.program() == "rm" {
                hits.extend(
                    call.arguments()
                        .iter()
                        .filter(|w| is_whole_store(&w.value))
                        .map(|w| removed(w.span)),
                );
            } else if package(call, Action::Remove) && !installed() {
                hits.push(removed(call.span()));
            } else {
                let fetched = is_download(call) && matches!(target(call), Target::File(name) if in_store(&name)) && !checked();
                let asked = call.program() == "openssl" && call.argument("s_client").is_some() && trusted();
                hits.extend((fetched || asked).then(|| taken(call.span())));
            }
        }
    }
    hits
}

fn in_store(path: &str) -> bool {
    STORES.iter().any(|store| path.starts_with(store))
}

/// A store, all files of it, or the bundle that holds them all.
fn is_whole_store(path: &str) -> bool {
    let folder = path.trim_end_matches(['*', '/']);
    STORES.contains(&folder)
        || (in_store(path)
            && ["ca-certificates.crt", "ca-bundle.crt", "cert.pem"]
                .iter()
                .any(|name| path.ends_with(name)))
}

fn trusts(call: &Call<'_>) -> bool {
    let imports = call.program() == "keytool" && call.arguments().iter().any(|w| w.value.starts_with("-import"));
    imports || matches!(call.program(), "update-ca-certificates" | "update-ca-trust")
}

fn removed(span: Span) -> Hit {
    Hit::new(span, "without these certificates no program can check whom it talks to")
        .confidence(Confidence::Heuristic)
        .help("Leave them in the image; if a program must not use them, tell that program.")
}

fn taken(span: Span) -> Hit {
    Hit::new(span, "whoever answers here is trusted from then on, for every server in the world")
        .confidence(Confidence::Heuristic)
        .help("Copy the certificate from the build context, where it can be reviewed, or compare it with a checksum.")
}
